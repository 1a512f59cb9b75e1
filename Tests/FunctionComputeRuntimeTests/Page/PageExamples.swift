// The examples of docs/swift/runtime.md: what stands there stands here word for word, without `@main`.
import FunctionComputeEvents
import FunctionComputeRuntime

enum PageExamples {
    struct Shout: EventFunction {
        init(context: InitializationContext) {}

        func handle(_ event: String, context: FunctionContext) -> String {
            event.uppercased()
        }
    }

    struct Order: JSONEvent {
        var id: Int
        var items: [String]
    }

    struct Receipt: JSONOutput {
        var id: Int
        var count: Int
    }

    struct Checkout: EventFunction {
        let prices: [String: Int]

        init(context: InitializationContext) async throws {
            prices = try await loadPrices(region: context.region)
        }

        func handle(_ order: Order, context: FunctionContext) async throws -> Receipt {
            context.logger.info("checking out", metadata: ["items": "\(order.items.count)"])
            guard order.items.allSatisfy({ prices[$0] != nil }) else { throw UnknownItem(order: order.id) }
            return Receipt(id: order.id, count: order.items.count)
        }

        func preStop(context: FunctionContext) async {
            context.logger.info("going")
        }
    }

    struct UnknownItem: FunctionError {
        var order: Int
        var errorType: String { "UnknownItem" }
        var errorMessage: String { "order \(order) has an item that is not sold" }
        var status: HTTPResponseStatus { .unprocessableEntity }
    }

    static func loadPrices(region: String) async throws -> [String: Int] { ["pear": 3, "plum": 2] }

    struct Index: EventFunction {
        init(context: InitializationContext) {}

        func handle(_ event: OSSEvent, context: FunctionContext) -> JSON<[String]> {
            JSON(event.events.map { "\($0.oss.bucket.name)/\($0.oss.object.key)" })
        }
    }

    struct Site: HTTPFunction {
        init(context: InitializationContext) {}

        func handle(_ request: HTTPRequest, context: FunctionContext) async throws -> HTTPResponse {
            switch (request.method, request.path) {
            case (.GET, "/"):
                .text("Hello from \(context.functionName)\n")
            case (.POST, "/size"):
                .text("\(try await request.body.collect(upTo: 1 << 20).readableBytes)\n")
            case (.GET, "/count"):
                HTTPResponse(
                    headers: ["content-type": "text/plain"],
                    body: .stream { writer in
                        for number in 1...3 { try await writer.write("\(number)\n") }
                    })
            default:
                .text("not found\n", status: .notFound)
            }
        }
    }

    struct Handlers: FunctionGroup {
        static var functions: [any Function.Type] { [Checkout.self, Index.self] }
    }
}
