import Foundation
import FunctionCompute
import Testing

/// Go programs with C and C++ in them, for runtimes that are older than this machine: compiled by the SDK for the runtime, started
/// in a root file system of its release. Costs an SDK of each release, which the tests share, and the packages of a root.
@Suite(.network, .tools("go", "swiftc", "gpgv", "readelf", "unzip", "bwrap"), .sandbox, .timeLimit(.minutes(30)))
struct GoNativeTests {
    private static let program = """
        package main

        /*
        #include <math.h>
        #include <gnu/libc-version.h>
        #cgo LDFLAGS: -lm
        static double root(double x) { return pow(x, 0.5); }
        int count(const char *text);
        */
        import "C"

        import (
        	"fmt"
        	"net/http"
        	"os"
        	"os/user"
        )

        func main() {
        	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
        		u, err := user.Lookup("root")
        		fmt.Fprint(w, C.root(49), " ", C.count(C.CString("abc")), " ", C.GoString(C.gnu_get_libc_version()), " ", u != nil, err)
        	})
        	http.ListenAndServe(":"+os.Getenv("FC_SERVER_PORT"), nil)
        }

        """

    private func project(_ runtime: String, named name: String? = nil) throws -> TestProject {
        let project = try TestProject()
        let folder = name.map { $0 + "/" } ?? ""
        try project.write(
            folder + "fclayer.yaml",
            "upload: { region: cn-hangzhou }\nfunctions:\n  answer:\n    runtime: \(runtime)\n    code: ./code\n    go: { cgo: true }\n"
        )
        try project.write(folder + "code/go.mod", "module example.com/answer\n\ngo 1.18\n")
        try project.write(folder + "code/main.go", Self.program)
        try project.write(
            folder + "code/more.cpp",
            "#include <string>\nextern \"C\" int count(const char *text) { return (int)(std::string(text) + \"!\").size(); }\n"
        )
        return project
    }

    @Test(arguments: [("custom.debian11", "2.31"), ("custom.debian10", "2.28")])
    func programWithCAnswersOnAnOlderRuntime(_ runtime: String, _ glibc: String) throws {
        let project = try project(runtime)
        let variables: [String: String?] = [
            "GOFLAGS": nil, "GOWORK": nil, "GOTOOLCHAIN": "local", "CC": nil, "CXX": nil,
        ]
        let run = try Program.fclayer(["build"], in: project.path, environment: variables)
        #expect(run.status == 0 && !run.errors.contains("go-cgo-host"), "\(run.output)\(run.errors)")
        let zip = project.path + "/.fclayer/out/functions/answer.zip"
        #expect(try Program.run("unzip", ["-q", zip, "-d", project.path + "/opened"]).status == 0)
        let text = try Program.run("readelf", ["-W", "-V", "opened/bootstrap"], in: project.path).output
        let needs = text.split { " \n".contains($0) }.filter { $0.hasPrefix("GLIBC_") }
        let highest = try #require(needs.compactMap { DottedVersion($0.dropFirst("GLIBC_".count)) }.max())
        #expect(highest <= (try #require(DottedVersion(glibc))))
        let call = try Program.fclayer(["invoke", "answer", "--http", "GET /"], in: project.path)
        // Debian 10 is no longer published: its root is that of Debian 11.
        #expect(call.output.contains("7 4 2.31 true"), "\(call.output)\(call.errors)")
        // Nothing changed: whoever starts `go` writes a log.
        let logs = ["-c", "find .fclayer/builds -name build.log -delete -print | wc -l"]
        #expect(try Program.run("sh", logs, in: project.path).output == "1\n")
        try FileManager.default.removeItem(atPath: project.path + "/.fclayer/state")
        #expect(try Program.fclayer(["build"], in: project.path, environment: variables).status == 0)
        #expect(try Program.run("sh", logs, in: project.path).output == "0\n")
        // Another folder, the same bytes.
        let other = try self.project(runtime, named: "deep/er")
        let again = try Program.fclayer(["build"], in: other.path + "/deep/er", environment: variables)
        #expect(again.status == 0, "\(again.errors)")
        #expect(
            FileManager.default.contentsEqual(
                atPath: zip, andPath: other.path + "/deep/er/.fclayer/out/functions/answer.zip"))
    }
}
