import Foundation
import Testing

/// Layers of Debian packages against the world: the dynamic linker and the programs themselves, in a root of the release that
/// has glibc, libstdc++, zlib and a shell. 120 MB are fetched once and kept with the other tests' downloads.
@Suite(.network, .tools("unzip", "bwrap", "gpgv"), .sandbox, .serialized, .timeLimit(.minutes(30)))
struct DebianLayerTests {
    private static let layer = "runtimes: [custom.debian12]\ndebian: [ffmpeg, libzbar0, poppler-utils, imagemagick]\n"

    private func project() throws -> TestProject {
        let project = try TestProject()
        try project.write("layers/media/layer.yaml", Self.layer)
        try project.write(
            "fclayer.yaml",
            "functions:\n  media:\n    runtime: custom.debian12\n    code: ./code\n    layers: [media]\n")
        try project.write("code/bootstrap", "#!/bin/sh\nexit 1\n")
        let chmod = try Program.run("chmod", ["755", project.path + "/code/bootstrap"])
        try #require(chmod.status == 0)
        return project
    }

    /// Runs a script in the bare root, as a function with the variables of the generated `s.yaml`.
    private func run(
        _ script: String, in root: String, at mount: String = "/opt", layer: String, variables: [String: String]
    ) throws -> Program.Run {
        let usual = [
            "PATH": "/usr/bin:/bin:/code/bin:/opt/bin", "LD_LIBRARY_PATH": "/code:/code/lib:/opt/lib", "HOME": "/tmp",
        ]
        let settings = usual.merging(variables) { $1 }.flatMap { ["--setenv", $0.key, $0.value] }
        return try Program.run(
            "bwrap",
            [
                "--unshare-all", "--die-with-parent", "--ro-bind", root, "/", "--proc", "/proc", "--dev", "/dev",
                "--tmpfs", "/tmp", "--ro-bind", layer, mount, "--clearenv",
            ] + settings + ["bash", "-c", script])
    }

    /// The variables of the only function of a generated `s.yaml`.
    private func variables(of project: TestProject) throws -> [String: String] {
        let lines = try project.read(".fclayer/out/s.yaml").split(separator: "\n")
        let rest = lines.drop { !$0.contains("environmentVariables:") }
        let depth = try #require(rest.first).prefix { $0 == " " }.count
        let found = rest.dropFirst().prefix { $0.prefix { $0 == " " }.count > depth }
        return Dictionary(
            uniqueKeysWithValues: found.map { line in
                let parts = line.drop { $0 == " " }.split(separator: ":", maxSplits: 1)
                return (String(parts[0]), String(parts[1].dropFirst()))
            })
    }

    /// The root file system of a release, which `fclayer invoke` has made.
    private func root(_ release: String) throws -> String {
        let roots = try FileManager.default.contentsOfDirectory(atPath: Program.store + "/roots-v1")
        return Program.store + "/roots-v1/" + (try #require(roots.sorted().last { $0.hasPrefix(release + "-") }))
    }

    @Test func programsAndLibrariesOfALayerWorkInABareRoot() throws {
        let project = try project()
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        #expect(!build.errors.contains("shared-lib-missing"), "\(build.errors)")
        #expect(!build.errors.contains("debian-variables"), "\(build.errors)")
        let variables = try variables(of: project)
        #expect(variables["LD_LIBRARY_PATH"]?.contains("/opt/lib") == true)
        let zip = project.path + "/.fclayer/out/layers/media.zip"
        try Judge.accepts(zip)
        let layer = project.path + "/opt"
        #expect(try Program.run("unzip", ["-q", zip, "-d", layer]).status == 0)

        // The function ends at once; what remains is the root that it was started in.
        _ = try Program.fclayer(["invoke", "media"], in: project.path)
        let root = try root("bookworm")

        let linker = try run(
            """
            count=0
            for file in $(find /opt/bin /opt/lib -type f); do
              case "$(head -c4 "$file" | tr -d '\\0')" in *ELF*) ;; *) continue ;; esac
              count=$((count + 1))
              ldd "$file" 2>&1 | grep -q 'not found' && { echo "$file"; ldd "$file" | grep 'not found'; }
            done
            test $count -gt 300 && echo all
            """, in: root, layer: layer, variables: variables)
        #expect(linker.output == "all\n", "\(linker.output)\(linker.errors)")

        let programs = try run(
            """
            ffmpeg -version | head -n1; pdftotext -v 2>&1 | head -n1; convert -version | head -n1
            convert -size 10x20 xc:red -font DejaVu-Sans -annotate +1+9 a /tmp/a.png && identify -format '%m %w %h\\n' /tmp/a.png
            convert -list font | grep -q 'Font: DejaVu-Sans$' && echo "fonts of the layer"
            ffmpeg -loglevel error -f lavfi -i testsrc=duration=1:rate=5 /tmp/a.mp4 && echo encoded
            """, in: root, layer: layer, variables: variables)
        for words in [
            "ffmpeg version 5.", "pdftotext version 22.", "ImageMagick 6.9", "PNG 10 20", "fonts of the layer",
            "encoded",
        ] {
            #expect(programs.output.contains(words), "\(programs.output)\(programs.errors)")
        }

        #expect(!programs.errors.contains("UnableTo"), "\(programs.errors)")

        let links = try Program.run("find", [layer, "-xtype", "l"])
        #expect(links.output.isEmpty, "\(links.output)")
        let document = try project.read(".fclayer/out/build.json")
        #expect(document.contains("\"licence\" : \"GPL-2+ AND ISC") || document.contains("LGPL-2.1+"))
    }

    /// In code, on a runtime that finds folders by itself: programs still need variables. What the user sets stays.
    @Test func programsInCodeGetTheirVariables() throws {
        let project = try TestProject()
        try project.write(
            "fclayer.yaml",
            """
            functions:
              fonts:
                runtime: python3.12
                handler: index.handler
                code: ./code
                debian: [fontconfig, file]
                environment: {MAGIC: /mine}
            """)
        try project.write("code/index.py", "def handler(event, context):\n    return 'x'\n")
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        #expect(!build.errors.contains("debian-variables"), "\(build.errors)")
        let variables = try variables(of: project)
        #expect(variables["MAGIC"] == "/mine")
        let code = project.path + "/unpacked"
        #expect(
            try Program.run("unzip", ["-q", project.path + "/.fclayer/out/functions/fonts.zip", "-d", code]).status == 0
        )
        let script = "fc-list; fc-match sans; MAGIC=/code/lib/file/magic.mgc file /code/index.py"
        let run = try run(script, in: try bareRoot(), at: "/code", layer: code, variables: variables)
        #expect(run.output.contains("/code/share/fonts/truetype/dejavu/DejaVuSans.ttf"), "\(run.output)\(run.errors)")
        #expect(run.output.contains("Python script"), "\(run.output)\(run.errors)")
        #expect(!run.errors.contains("Fontconfig error"), "\(run.errors)")
    }

    /// A root of Debian 11, where `fclayer invoke` starts a custom runtime.
    private func bareRoot() throws -> String {
        let project = try TestProject()
        try project.write("fclayer.yaml", "functions:\n  a:\n    runtime: custom.debian11\n    code: ./code\n")
        try project.write("code/bootstrap", "#!/bin/sh\nexit 1\n")
        _ = try Program.run("chmod", ["755", project.path + "/code/bootstrap"])
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        _ = try Program.fclayer(["invoke", "a"], in: project.path)
        return try root("bullseye")
    }

    /// From another folder, with nothing but the lock and the store: no network, no `gpgv`.
    @Test func theSameBytesFromLockAndStore() throws {
        let first = try project()
        let build = try Program.fclayer(["build", "media"], in: first.path)
        try #require(build.status == 0, "\(build.errors)")
        let second = try project()
        let lock = "layers/media/debian.custom-debian12.lock.json"
        try second.write(lock, try first.read(lock))
        let again = try Program.fclayer(
            ["build", "media", "--locked", "--offline"], in: second.path,
            environment: ["PATH": "/nowhere", "FCLAYER_DEBIAN_MIRROR": "http://127.0.0.1:9/debian", "TZ": "Asia/Tokyo"])
        #expect(again.status == 0, "\(again.errors)")
        let zip = ".fclayer/out/layers/media.zip"
        #expect(
            FileManager.default.contentsEqual(atPath: first.path + "/" + zip, andPath: second.path + "/" + zip))
    }

    @Test(.tools("curl", "xz", "dpkg-deb")) func exampleReadsAPDF() throws {
        let project = try TestProject(copying: "docs/examples/debian-pdf-text")
        let build = try Program.fclayer(["build"], in: project.path)
        try #require(build.status == 0, "\(build.errors)")
        for (zip, folder) in [("functions/pdf-text", "code-out"), ("layers/poppler", "opt-out")] {
            let run = try Program.run(
                "unzip", ["-q", ".fclayer/out/\(zip).zip", "-d", folder], in: project.path)
            #expect(run.status == 0, "\(run.errors)")
        }
        let outcome = try BareRoot(.bullseye).call(
            code: project.path + "/code-out", layers: project.path + "/opt-out", handler: "index.handler",
            initializer: nil)
        #expect(outcome.works && outcome.words.contains("Hello from a layer"), "\(outcome.words)")
    }
}
