import Foundation
import FunctionComputeEvents
import Testing

@testable import FunctionComputeRuntime

/// docs/swift/runtime.md: its examples are the ones that are compiled here, and do what the page says.
@Suite struct RuntimePageTests {
    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    @Test func showsExamplesThatCompile() throws {
        let page = try String(
            contentsOf: Self.here.appendingPathComponent("../../../docs/swift/runtime.md").standardized, encoding: .utf8
        )
        let compiled =
            try String(contentsOf: Self.here.appendingPathComponent("PageExamples.swift"), encoding: .utf8)
            + String(contentsOf: Self.here.appendingPathComponent("RuntimePageTests.swift"), encoding: .utf8)
        let known = Set(compiled.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        let blocks = page.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
        #expect(blocks.count >= 5)
        for block in blocks where !block.hasPrefix("//") {
            for line in block.split(separator: "\n") where !line.hasPrefix("import ") {
                let line = line.replacingOccurrences(of: "@main ", with: "").trimmingCharacters(in: .whitespaces)
                #expect(known.contains(line), "not compiled: \(line)")
            }
        }
    }

    @Test func checkoutCounts() async throws {
        let context = FunctionContext(requestID: "test")
        let checkout = try await PageExamples.Checkout(context: context)
        let receipt = try await checkout.handle(PageExamples.Order(id: 7, items: ["pear", "plum"]), context: context)
        #expect(receipt.count == 2)
    }

    @Test func siteAnswers() async throws {
        let context = FunctionContext(requestID: "test", environment: ["FC_FUNCTION_NAME": "site"])
        let site = PageExamples.Site(context: context)
        let response = try await site.handle(HTTPRequest(.POST, "/size", body: .string("four")), context: context)
        #expect(response.status == .ok)
        #expect(try await response.body.collect() == ByteBuffer(string: "4\n"))
    }

    @Test func servesThePage() async throws {
        try await RunningServer.run(PageExamples.Checkout.self) { server async throws in
            let sold = try await server.request("POST", "/invoke", [:], #"{"id":7,"items":["pear"]}"#)
            #expect(sold.body == #"{"count":1,"id":7}"#)
            let unknown = try await server.request("POST", "/invoke", [:], #"{"id":8,"items":["car"]}"#)
            #expect(
                unknown.body == #"{"errorMessage":"order 8 has an item that is not sold","errorType":"UnknownItem"}"#)
        }
        try await RunningServer.run(PageExamples.Site.self) { server async throws in
            #expect(try await server.request("GET", "/count").body == "1\n2\n3\n")
            #expect(try await server.request("GET", "/other").status == 404)
        }
    }
}
