import Foundation
import Synchronization

/// Swift programs for the corpus: small, without SwiftNIO, and compiled once in a run. A library of the name of ours has its
/// protocols.
enum SwiftSources: String, Sendable {
    /// One event function.
    case single
    /// A group of two functions.
    case group
    /// A group of two functions, one of them generic.
    case genericGroup
    /// Two functions, one of them marked `@main`, and no group.
    case several
    /// Another server, which has protocols of the same names.
    case foreign
    /// Another server, which uses full Foundation.
    case foundation

    private var source: String {
        switch self {
        case .single:
            """
            import FunctionComputeRuntime
            @main struct Resize: EventFunction { static func main() {} }
            """
        case .group:
            """
            import FunctionComputeRuntime
            struct Resize: EventFunction {}
            enum Pictures { struct Crop: HTTPFunction {} }
            @main struct Handlers: FunctionGroup {
                static var functions: [any Function.Type] { [Resize.self, Pictures.Crop.self] }
                static func main() { print(functions) }
            }
            """
        case .genericGroup:
            """
            import FunctionComputeRuntime
            struct Resize: EventFunction {}
            struct Crop<Format: Sendable>: HTTPFunction {}
            @main struct Handlers: FunctionGroup {
                static var functions: [any Function.Type] { [Resize.self, Crop<Int>.self] }
                static func main() { print(functions) }
            }
            """
        case .several:
            """
            import FunctionComputeRuntime
            struct Crop: EventFunction {}
            @main struct Resize: EventFunction { static func main() { print(Crop.self) } }
            """
        case .foreign:
            """
            protocol EventFunction {}
            protocol FunctionGroup {}
            struct Resize: EventFunction {}
            struct Crop: EventFunction {}
            @main struct Server: FunctionGroup { static func main() { print(Resize.self, Crop.self) } }
            """
        case .foundation:
            """
            import Foundation
            @main struct Server { static func main() { print(DateFormatter().string(from: Date())) } }
            """
        }
    }

    private static let library = """
        public protocol Function: Sendable {}
        public protocol EventFunction: Function {}
        public protocol HTTPFunction: Function {}
        public protocol FunctionGroup { static var functions: [any Function.Type] { get } }
        """

    private static let programs = Mutex<[SwiftSources: [UInt8]]>([:])

    /// The stripped program.
    static func compiled(_ sources: SwiftSources) throws -> [UInt8] {
        try programs.withLock { programs in
            if let known = programs[sources] { return known }
            let fixture = try Fixture()
            try ForeignTool.write(
                ["library.swift": Array(library.utf8), "program.swift": Array(sources.source.utf8)], to: fixture.folder)
            try swiftc(
                ["-module-name", "FunctionComputeRuntime", "-emit-module", "-c", "library.swift", "-o", "library.o"],
                in: fixture.folder)
            try swiftc(
                ["-module-name", "Thumbs", "-I.", "program.swift", "library.o", "-static-stdlib", "-o", "program"],
                in: fixture.folder)
            try ForeignTool.run("strip", ["program"], in: fixture.folder)
            let bytes = try fixture.read(fixture.folder + "/program")
            programs[sources] = bytes
            return bytes
        }
    }

    private static func swiftc(_ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swiftc", "-O", "-parse-as-library"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ForeignTool.Failed(description: text) }
    }

    /// Whether programs for Linux on x86-64 can be made here.
    static let isPossible: Bool = {
        #if os(Linux) && arch(x86_64)
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
                .contains { FileManager.default.isExecutableFile(atPath: $0 + "/swiftc") }
                && ForeignTool.path("strip") != nil
        #else
            false
        #endif
    }()
}
