import Foundation

/// Programs that the real compiler makes of a small library of protocols and types that conform to them.
enum SwiftSample {
    static let library = """
        public protocol Function: Sendable { init() async throws }
        public protocol EventFunction: Function { func handle(_ event: [UInt8]) async throws -> [UInt8] }
        public protocol HTTPFunction: Function { func respond(_ path: String) async throws -> [UInt8] }
        public protocol FunctionGroup { static var functions: [any Function.Type] { get } }
        extension FunctionGroup { public static func main() async { print(functions) } }
        """
    static let program = """
        import FunctionComputeRuntime
        struct Resize: EventFunction { func handle(_ event: [UInt8]) async throws -> [UInt8] { event } }
        enum Pictures {
            struct Crop: HTTPFunction { func respond(_ path: String) async throws -> [UInt8] { [1] } }
        }
        extension Pictures {
            final class Turn: EventFunction {
                init() {}
                func handle(_ event: [UInt8]) async throws -> [UInt8] { event }
            }
        }
        private struct Hidden: EventFunction { func handle(_ event: [UInt8]) async throws -> [UInt8] { event } }
        extension Int: @retroactive EventFunction {
            public func handle(_ event: [UInt8]) async throws -> [UInt8] { event }
        }
        extension String { struct Größe: HTTPFunction { func respond(_ path: String) async throws -> [UInt8] { [2] } } }
        actor Box<Content: Sendable>: EventFunction {
            func handle(_ event: [UInt8]) async throws -> [UInt8] { event }
        }
        @main struct Handlers: FunctionGroup {
            static var functions: [any Function.Type] {
                [Resize.self, Pictures.Crop.self, Pictures.Turn.self, Hidden.self, Int.self, String.Größe.self, Box<Int>.self]
            }
        }
        """

    /// How a program is linked.
    enum Link: String, CaseIterable {
        case `static`, executable, shared, separate

        var flags: [String] {
            switch self {
            case .static: ["-static-stdlib"]
            case .executable: ["-static-executable"]
            // `separate`: the library of protocols is a shared object too.
            case .shared, .separate: []
            }
        }
    }

    struct Failed: Error, CustomStringConvertible { let description: String }

    /// Compiles in a folder; gives the path of the program with its symbols.
    static func make(_ link: Link, in folder: String) throws -> String {
        try Data(library.utf8).write(to: URL(fileURLWithPath: folder + "/library.swift"))
        try Data(program.utf8).write(to: URL(fileURLWithPath: folder + "/program.swift"))
        let separate = link == .separate
        try swiftc(
            ["-O", "-parse-as-library", "-module-name", "FunctionComputeRuntime", "-emit-module", "library.swift"]
                + (separate ? ["-emit-library", "-o", "libFunctionComputeRuntime.so"] : ["-c", "-o", "library.o"]),
            in: folder)
        try swiftc(
            ["-O", "-parse-as-library", "-module-name", "Thumbs", "-I.", "program.swift", "-o", link.rawValue]
                + (separate ? ["-L.", "-lFunctionComputeRuntime", "-Xlinker", "-rpath=$ORIGIN"] : ["library.o"])
                + link.flags, in: folder)
        return folder + "/" + link.rawValue
    }

    static func swiftc(_ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["swiftc"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: text) }
    }

    /// Whether programs for Linux on x86-64 can be made here.
    static let isPossible: Bool = {
        #if os(Linux) && arch(x86_64)
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
                .contains { FileManager.default.isExecutableFile(atPath: $0 + "/swiftc") }
        #else
            false
        #endif
    }()
}

extension SwiftSample {
    /// Runs a line of shell with the toolchain's programs at hand.
    static func run(_ line: String, in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: line) }
    }
}
