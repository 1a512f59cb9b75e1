import Foundation
import FunctionCompute
import Testing

/// Python packages with C code that have no wheel, built for runtimes that are older than this machine.
@Suite(
    .network, .tools("swiftc", "ld.gold", "gpgv", "readelf", "unzip"), .python("3.9", "3.10"), .timeLimit(.minutes(30)))
struct NativePythonTests {
    @Test(arguments: [("python3.10", "3.10", "2.28"), ("python3.9", "3.9", "2.24")])
    func sourceDistributionLoadsOnAnOlderRuntime(_ runtime: String, _ python: String, _ glibc: String) throws {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            """
            functions:
              load:
                runtime: \(runtime)
                handler: index.handler
                code: ./code
                layers: [deps]

            """)
        try project.write(
            "code/index.py", "import psutil\ndef handler(event, context):\n    return psutil.__version__\n")
        // Built on Debian 12 by its own compiler it needs glibc 2.34.
        try project.write("layers/deps/layer.yaml", "runtimes: [\(runtime)]\npython: requirements.txt\n")
        try project.write("layers/deps/requirements.txt", "--no-binary psutil\npsutil==7.2.2\n")
        let run = try Program.fclayer(["build"], in: project.path)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let layer = project.path + "/.fclayer/out/layers/deps.zip"
        #expect(try Program.run("unzip", ["-q", layer, "-d", "opened"], in: project.path).status == 0)
        let binaries = project.files(in: "opened").filter { $0.hasSuffix(".so") }
        #expect(!binaries.isEmpty)
        for binary in binaries {
            let text = try Program.run("readelf", ["-W", "-V", "opened/" + binary], in: project.path).output
            let needs = text.split { " \n".contains($0) }.filter { $0.hasPrefix("GLIBC_") }
            let highest = try #require(needs.compactMap { DottedVersion($0.dropFirst("GLIBC_".count)) }.max())
            #expect(highest <= (try #require(DottedVersion(glibc))), "\(binary)")
        }
        let interpreter = try #require(Program.python(python))
        let answer = try Program.run(
            interpreter, ["-c", "import psutil; print(psutil.cpu_count() > 0, psutil.Process().name() != '')"],
            in: project.path + "/opened/python")
        #expect(answer.output == "True True\n", "\(answer.errors)")
    }
}
