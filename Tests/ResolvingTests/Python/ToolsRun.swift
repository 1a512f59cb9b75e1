import Processes

/// Runs a tool that prepares a test.
enum ToolsRun {
    static func run(_ executable: String, _ arguments: [String], in folder: String) async throws -> Bool {
        try await ToolRunner().run(ToolInvocation(executable, arguments, workingFolder: folder)).succeeded
    }
}
