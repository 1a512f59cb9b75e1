import Binaries
import Foundation
import FunctionCompute
import Testing

/// Swift SDKs as a user makes and uses them. The four are made once for all tests.
@Suite(.tools("swiftc", "ld.gold"), .timeLimit(.minutes(30)))
struct SDKTests {
    private static let folder = Program.cache + "/swift-sdks"
    private static let runtimes = ["custom", "custom.debian10", "custom.debian11", "custom.debian12"]

    private static func fclayer(_ arguments: [String]) throws -> Program.Run {
        try Program.fclayer(arguments, in: "/", environment: ["FCLAYER_SWIFT_SDKS": folder])
    }

    private static let installed = Result {
        let run = try fclayer(["sdk", "install"] + runtimes)
        try #require(run.status == 0, "\(run.errors)")
        return run.output
    }

    /// The identifier and the bundle of a runtime's SDK.
    private static func sdk(of runtime: String) throws -> (id: String, bundle: String) {
        let lines = try installed.get().split(separator: "\n")
        let index = try #require(lines.firstIndex { $0.contains(" \(runtime): ") })
        return (
            String(try #require(lines[index].split(separator: " ").first)),
            lines[index + 1].trimmingCharacters(in: .whitespaces)
        )
    }

    /// The highest version of glibc that a file needs, by our reader and by `readelf`.
    private static func need(of file: String) throws -> DottedVersion {
        let read = try ELFFile(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
        let ours = try #require(read.highestNeed(prefix: "GLIBC_")?.numbers(after: "GLIBC_"))
        if Program.find("readelf") != nil {
            let text = try Program.run("readelf", ["-W", "-V", file]).output
            let names = text.split { " \n".contains($0) }.filter { $0.hasPrefix("GLIBC_") }
            let judged = names.compactMap { DottedVersion($0.dropFirst("GLIBC_".count)) }.max()
            #expect(judged == DottedVersion(ours))
        }
        return DottedVersion(ours)
    }

    private static let sources: [String: String] = [
        "package/Package.swift": """
        // swift-tools-version: 6.0
        import PackageDescription
        let package = Package(name: "small", targets: [.executableTarget(name: "small")])

        """,
        "package/Sources/small/main.swift": """
        import Foundation
        struct Answer: Codable { var id: UUID; var power: Double; var day: String }
        let answer = Answer(
            id: UUID(uuidString: "0C6A2F5E-1F0B-4D7A-9C55-0B1B1D6F0A11")!, power: pow(2, 0.5) * exp(1),
            day: Date(timeIntervalSince1970: 0).formatted(.iso8601))
        func sum() async -> Int {
            await withTaskGroup(of: Int.self) { group in
                for number in 1...4 { group.addTask { number } }
                return await group.reduce(0, +)
            }
        }
        print(answer.day, try JSONEncoder().encode(answer).isEmpty, await sum())

        """,
        "program.c": """
        #define _GNU_SOURCE
        #include <math.h>
        #include <pthread.h>
        #include <stdio.h>
        #include <sys/stat.h>
        static void *run(void *value) { *(double *)value = exp(*(double *)value) + pow(*(double *)value, 0.5); return 0; }
        int main(int count, char **words) {
          struct stat status;
          pthread_t thread;
          double value = count;
          if (stat(words[0], &status) || pthread_create(&thread, 0, run, &value)) return 1;
          pthread_join(thread, 0);
          printf("%.3f\\n", value);
          return 0;
        }

        """,
        "program.cpp": """
        #include <chrono>
        #include <condition_variable>
        #include <iostream>
        #include <map>
        #include <mutex>
        #include <stdexcept>
        #include <string>
        #include <thread>
        int main() {
          std::mutex mutex; std::condition_variable bell; bool ready = false;
          std::thread thread([&] { std::lock_guard lock(mutex); ready = true; bell.notify_all(); });
          { std::unique_lock lock(mutex); bell.wait_for(lock, std::chrono::seconds(60), [&] { return ready; }); }
          thread.join();
          std::map<std::string, int> map{{"a", 1}};
          try { map.at("b"); } catch (std::out_of_range &) { std::cout << "caught " << ready << std::endl; }
        }

        """,
    ]

    private func project() throws -> TestProject {
        let project = try TestProject()
        for (name, text) in Self.sources { try project.write(name, text) }
        return project
    }

    /// Runs a program on this system and in the bare roots whose glibc is new enough.
    private func runs(_ program: String, _ floor: DottedVersion, says words: String) throws {
        let folder = (program as NSString).deletingLastPathComponent
        let here = try Program.run(program, [])
        #expect(here.output == words, "\(here.errors)")
        let roots: [(BareRoot.Release, DottedVersion)] = [(.bullseye, "2.31"), (.bookworm, "2.36")]
        for (release, glibc) in roots where floor <= glibc {
            let run = try Program.run(
                "bwrap",
                [
                    "--unshare-all", "--die-with-parent", "--ro-bind", try BareRoot(release).folder, "/", "--proc",
                    "/proc",
                    "--dev", "/dev", "--tmpfs", "/tmp", "--ro-bind", folder, "/code", "--chdir", "/code",
                    "/code/" + (program as NSString).lastPathComponent,
                ])
            #expect(run.output == words, "\(release): \(run.errors)")
        }
    }

    @Test(
        .network, .tools("bwrap", "curl", "xz", "dpkg-deb", "readelf"), .sandbox,
        arguments: [
            ("custom", "2.24"), ("custom.debian10", "2.28"), ("custom.debian11", "2.31"), ("custom.debian12", "2.36"),
        ]
            as [(String, DottedVersion)])
    func swiftCAndCxxStayBelowTheFloor(_ runtime: String, _ floor: DottedVersion) throws {
        let project = try project()
        let sdk = try Self.sdk(of: runtime)
        let tools = try #require(
            FileManager.default.enumerator(atPath: sdk.bundle)?.lazy.compactMap { $0 as? String }
                .first { $0.hasSuffix("/bin/cc") })
        let compiler = sdk.bundle + "/" + tools.dropLast(3)
        for (tool, source, options, words) in [
            ("cc", "program.c", ["-lm", "-pthread"], "3.718\n"), ("c++", "program.cpp", ["-std=c++17"], "caught 1\n"),
        ] {
            let made = project.path + "/" + source + ".out"
            let run = try Program.run(
                compiler + "/" + tool, ["-O2", "-Wall", "-Werror", source, "-o", made] + options, in: project.path)
            try #require(run.status == 0, "\(run.errors)")
            #expect(try Self.need(of: made) <= floor)
            try runs(made, floor, says: words)
        }
        let build = try Program.run(
            "swift",
            [
                "build", "-c", "release", "--swift-sdk", sdk.id, "--swift-sdks-path", Self.folder,
                "--static-swift-stdlib",
                "--package-path", project.path + "/package", "--scratch-path", project.path + "/build",
            ])
        try #require(build.status == 0, "\(build.output)\(build.errors)")
        let made = project.path + "/small"
        try FileManager.default.copyItem(atPath: project.path + "/build/release/small", toPath: made)
        #expect(try Self.need(of: made) <= floor)
        let file = try ELFFile(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: made))))
        #expect(
            !file.needed.contains { $0.hasPrefix("libstdc++") || $0.hasPrefix("libswift") || $0.hasPrefix("libgcc") })
        try runs(made, floor, says: "1970-01-01T00:00:00Z false 10\n")
    }

    @Test(.network) func installedOneIsThereAtOnceAndIsListed() throws {
        _ = try Self.installed.get()
        let again = try Self.fclayer(["sdk", "install", "python3.9", "--offline"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.contains("was there  python3.9: glibc 2.24"))
        #expect(again.errors.isEmpty)
        let list = try Self.fclayer(["sdk", "list", "--format", "json"])
        struct List: Decodable {
            struct SDK: Decodable { var id: String, runtime: String, state: String, runtimes: [String] }
            var sdks: [SDK]
        }
        let sdks = try JSONDecoder().decode(List.self, from: Data(list.output.utf8)).sdks
        #expect(Set(sdks.map(\.runtime)) == Set(Self.runtimes))
        #expect(sdks.allSatisfy { $0.state == "ready" })
        #expect(sdks.first { $0.runtime == "custom.debian10" }?.runtimes.contains("python3.10") == true)
    }

    @Test(.network) func twoInstallsGiveTheSameFiles() throws {
        let one = try Self.sdk(of: "custom").bundle
        let project = try TestProject()
        let run = try Program.fclayer(
            ["sdk", "install", "custom"], in: "/", environment: ["FCLAYER_SWIFT_SDKS": project.path])
        #expect(run.status == 0, "\(run.errors)")
        let other = project.path + "/" + (one as NSString).lastPathComponent
        let judge = try Program.run("diff", ["-r", "--no-dereference", one, other])
        #expect(judge.status == 0, "\(judge.output.prefix(2000))")
    }

    @Test(.network) func killedInstallIsNeverSeenAndSweptByTheNext() throws {
        _ = try Self.installed.get()
        let project = try TestProject()
        let environment = ["FCLAYER_SWIFT_SDKS": project.path]
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: project.path).filter { $0 != ".fclayer.lock" }
        }
        let child = try Program.start(
            Program.fclayer, ["sdk", "install", "custom"], in: "/",
            environment: environment.merging(["FCLAYER_CACHE": Program.store]) { $1 })
        while child.process.isRunning, try !names().contains(where: { $0.hasPrefix(".fclayer-sdk-") }) { usleep(1000) }
        kill(child.process.processIdentifier, SIGKILL)
        _ = child.finish()
        #expect(try names().count == 1)
        let list = try Program.run("swift", ["sdk", "list", "--swift-sdks-path", project.path])
        #expect(!(list.output + list.errors).contains("-fc-debian"))
        let run = try Program.fclayer(["sdk", "install", "custom"], in: "/", environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try names() == [(try Self.sdk(of: "custom").bundle as NSString).lastPathComponent])
    }

    @Test(.network) func damagedOneIsMadeAnewOfWhatIsInTheStore() throws {
        _ = try Self.installed.get()
        let project = try TestProject()
        let environment = ["FCLAYER_SWIFT_SDKS": project.path]
        let name = (try Self.sdk(of: "custom").bundle as NSString).lastPathComponent
        try FileManager.default.copyItem(atPath: Self.folder + "/" + name, toPath: project.path + "/" + name)
        func state() throws -> String {
            try Program.fclayer(["sdk", "list"], in: "/", environment: environment).output
        }
        #expect(try state().contains("ready"))
        try FileManager.default.removeItem(atPath: project.path + "/" + name + "/info.json")
        #expect(try state().contains("incomplete"))
        let run = try Program.fclayer(["sdk", "install", "custom", "--offline"], in: "/", environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("is not whole"))
        #expect(try state().contains("ready"))
        let removed = try Program.fclayer(["sdk", "remove", "python3.9"], in: "/", environment: environment)
        #expect(removed.output.contains("removed"))
        #expect(!FileManager.default.fileExists(atPath: project.path + "/" + name))
    }

    @Test func offlineWithoutPackagesNamesTheCommand() throws {
        let project = try TestProject()
        let run = try Program.fclayer(
            ["sdk", "install", "custom.debian10", "--offline"], in: project.path,
            environment: ["FCLAYER_SWIFT_SDKS": project.path + "/sdks", "FCLAYER_CACHE": project.path + "/store"])
        #expect(run.status == 3)
        #expect(run.errors.contains("error[sdk-missing]"))
        #expect(run.errors.contains("fclayer sdk install custom.debian10"))
    }

    @Test func wrongNamesAreUsageErrors() throws {
        let project = try TestProject()
        let environment = ["FCLAYER_SWIFT_SDKS": project.path]
        func run(_ arguments: String...) throws -> Program.Run {
            try Program.fclayer(["sdk"] + arguments, in: project.path, environment: environment)
        }
        let unknown = try run("install", "custom.debian13")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("error[unknown-runtime]"))
        let own = try run("install", "custom-container")
        #expect(own.status == 2)
        #expect(own.errors.contains("error[sdk-no-runtime]"))
        let absent = try run("remove", "6.3.1-fc-debian10")
        #expect(absent.status == 2)
        #expect(absent.errors.contains("error[sdk-not-installed]"))
        #expect(try run("list").output.contains("fclayer sdk install"))
    }

    @Test func emptyPathIsNoToolchain() throws {
        let project = try TestProject()
        let run = try Program.fclayer(
            ["sdk", "install", "custom"], in: project.path,
            environment: ["FCLAYER_SWIFT_SDKS": project.path, "PATH": "/nonexistent"])
        #expect(run.status == 3)
        #expect(run.errors.contains("error[toolchain-missing]"))
    }
}
