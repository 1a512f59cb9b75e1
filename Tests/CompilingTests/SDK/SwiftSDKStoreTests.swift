import BuildModel
import FileTrees
import Foundation
import FunctionCompute
import Testing

@testable import Compiling

/// The folder of SDKs, with bundles that hold little but are recorded like real ones.
@Suite struct SwiftSDKStoreTests {
    private let folder: TestFolder
    private let store: SwiftSDKStore
    private let toolchain: SwiftToolchain

    init() throws {
        folder = try TestFolder()
        store = SwiftSDKStore(folder: folder.path + "/sdks", version: "0.0.0")
        toolchain = Self.toolchain(folder.path + "/usr")
        try folder.write("usr/" + SDKBundle.staticStart, "")
    }

    private static func toolchain(_ usr: String, tag: String = "swift-6.3.1-RELEASE") -> SwiftToolchain {
        SwiftToolchain(
            compiler: usr + "/bin/swiftc", mark: SwiftToolchain.Mark(size: 1, modified: 1), usr: usr, version: "6.3.1",
            tag: tag)
    }

    private func put(_ target: SDKTarget) throws -> SwiftSDK {
        let sdk = store.sdk(target, toolchain)
        let name = "sdks/" + sdk.id + ".artifactbundle/"
        try folder.write(name + "info.json", "{}")
        try folder.write(name + SwiftSDK.variant(of: target) + "/sysroot/usr/include/features.h", "/* */")
        let record = SDKRecord(
            target: target, toolchain: toolchain, archives: [], version: "0.0.0",
            contents: try SDKContents(bundle: sdk.bundle))
        try folder.write(name + SDKRecord.fileName, String(decoding: try record.bytes(), as: UTF8.self))
        return sdk
    }

    @Test func wholeOneIsReady() throws {
        let sdk = try put(SDKTarget(.buster))
        #expect(sdk.id == "6.3.1-fc-debian10")
        #expect(store.state(of: sdk) == .ready)
        #expect(store.state(of: store.sdk(SDKTarget(.stretch), toolchain)) == .missing)
    }

    @Test(arguments: ["changed", "lost", "more", "no record", "record cut off"])
    func damagedOneIsIncomplete(_ damage: String) throws {
        let sdk = try put(SDKTarget(.buster))
        let name = "sdks/" + sdk.id + ".artifactbundle/"
        switch damage {
        case "changed": try folder.write(name + "info.json", "{ }")
        case "lost": try FileManager.default.removeItem(atPath: sdk.sysroot + "/usr/include/features.h")
        case "more": try folder.write(name + "more", "")
        case "no record": try FileManager.default.removeItem(atPath: sdk.bundle + "/" + SDKRecord.fileName)
        default: try folder.write(name + SDKRecord.fileName, "{ \"recipe\": 1, ")
        }
        #expect(store.state(of: sdk) == .incomplete)
    }

    @Test func oneOfAnotherToolchainIsToldApart() throws {
        _ = try put(SDKTarget(.buster))
        for other in [Self.toolchain("/elsewhere/usr"), Self.toolchain(toolchain.usr, tag: "swift-6.3.1-DEVELOPMENT")] {
            #expect(store.state(of: store.sdk(SDKTarget(.buster), other)) == .otherToolchain)
        }
    }

    @Test func oneWhoseToolchainIsGoneIsNotReady() throws {
        let sdk = try put(SDKTarget(.buster))
        try FileManager.default.removeItem(atPath: folder.path + "/usr")
        #expect(store.state(of: sdk) == .otherToolchain)
    }

    @Test func listNamesOursOnly() throws {
        try folder.write("sdks/static-linux.artifactbundle/info.json", "{}")
        try folder.write("sdks/.fclayer-sdk-abc/bundle/info.json", "{}")
        _ = try put(SDKTarget(.stretch))
        _ = try put(SDKTarget(.bookworm))
        let listed = store.list(toolchain)
        #expect(listed.map(\.id) == ["6.3.1-fc-debian12", "6.3.1-fc-debian9"])
        #expect(listed.map(\.state) == [.ready, .ready])
        #expect(listed.map(\.target.runtime) == ["custom.debian12", "custom"])
        #expect(store.list(nil).map(\.state) == [.otherToolchain, .otherToolchain])
    }

    @Test func removeTakesOneAndLeavesTheRest() async throws {
        _ = try put(SDKTarget(.stretch))
        _ = try put(SDKTarget(.bookworm))
        try folder.write("sdks/static-linux.artifactbundle/info.json", "{}")
        #expect(try await store.remove(id: "static-linux").isEmpty)
        #expect(try await store.remove(target: SDKTarget(.stretch)) == ["6.3.1-fc-debian9"])
        #expect(store.list(toolchain).map(\.id) == ["6.3.1-fc-debian12"])
        #expect(FileManager.default.fileExists(atPath: folder.path + "/sdks/static-linux.artifactbundle"))
    }

    @Test func whatAKilledInstallLeftIsSwept() throws {
        try folder.write("sdks/.fclayer-sdk-abc/bundle/info.json", "{}")
        let sdk = try put(SDKTarget(.buster))
        store.sweep()
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/sdks/.fclayer-sdk-abc"))
        #expect(store.state(of: sdk) == .ready)
    }

    @Test func toolchainWithoutItsPartsIsRefused() async throws {
        let sdk = store.sdk(SDKTarget(.buster), toolchain)
        var rules: [String] = []
        func attempt() async throws {
            do { try await store.make(sdk, from: [], environment: ["PATH": folder.path + "/usr/bin"]) } catch {
                rules += error.findings.map(\.rule)
            }
        }
        try await attempt()
        for name in ["clang", "llvm-ar", "ld.lld"] { try folder.write("usr/bin/" + name, "#!/bin/sh\n", mode: 0o755) }
        try await attempt()
        try FileManager.default.removeItem(atPath: folder.path + "/usr/lib")
        try await attempt()
        #expect(rules == ["toolchain-broken", "linker-missing", "toolchain-broken"])
        #expect(!FileManager.default.fileExists(atPath: sdk.bundle))
    }

    @Test func packagesThatHoldNothingGiveNoSDK() async throws {
        for name in ["clang", "llvm-ar", "ld.lld", "ld.gold"] {
            try folder.write("usr/bin/" + name, "#!/bin/sh\n", mode: 0o755)
        }
        let sdk = try put(SDKTarget(.buster))
        try folder.write("sdks/" + sdk.id + ".artifactbundle/info.json", "damaged")
        await #expect(throws: StageFailure.self) {
            try await store.make(sdk, from: [], environment: ["PATH": folder.path + "/usr/bin"])
        }
        // What was there before still is, and no work in progress is left.
        #expect(store.state(of: sdk) == .incomplete)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: store.folder).sorted() == [
                ".fclayer.lock", "6.3.1-fc-debian10.artifactbundle",
            ])
    }

    @Test func locationFollowsTheEnvironment() {
        #expect(SwiftSDKStore.location(environment: ["FCLAYER_SWIFT_SDKS": "/x", "HOME": "/h"]) == "/x")
        #expect(SwiftSDKStore.location(environment: ["HOME": "/h"])?.hasPrefix("/h/") == true)
        #expect(SwiftSDKStore.location(environment: [:]) == nil)
    }
}
