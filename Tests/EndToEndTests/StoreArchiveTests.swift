import Foundation
import Testing

/// The store in one file, and files that only look like it.
@Suite(.tools("python3")) struct StoreArchiveTests {
    private let name = "blobs-v1/ab/" + String(repeating: "c", count: 62)

    /// Makes an archive by Python's own tarfile and takes it into a fresh store.
    private func take(_ members: String) throws -> Program.Run {
        let project = try TestProject()
        let script = """
            import io, sys, tarfile
            name = sys.argv[2]
            def add(archive, path, data=b"", kind=tarfile.REGTYPE, link=""):
                info = tarfile.TarInfo(path)
                info.size, info.type, info.linkname = len(data), kind, link
                archive.addfile(info, io.BytesIO(data))
            \(members)
            """
        let made = try Program.run("python3", ["-c", script, project.path + "/store.tar", name])
        #expect(made.status == 0, "\(made.errors)")
        let run = try Program.fclayer(
            ["cache", "import", "store.tar"], in: project.path, environment: ["FCLAYER_CACHE": project.path + "/store"])
        let files = project.files(in: "store").filter { $0.count > 60 }
        #expect(run.status == 0 || files.isEmpty, "\(files)")
        return run
    }

    private func expectRefusal(_ members: String) throws {
        let run = try take(members)
        #expect(run.status == 2 && run.errors.contains("cache-archive"), "\(run.errors)")
    }

    @Test func takesFilesByTheirDigests() throws {
        let run = try take(
            """
            import hashlib
            digest = hashlib.sha256(b"hello").hexdigest()
            with tarfile.open(sys.argv[1], "w") as a: add(a, "blobs-v1/" + digest[:2] + "/" + digest[2:], b"hello")
            """)
        #expect(run.status == 0 && run.output.contains("took 1 file"), "\(run.errors)")
    }

    @Test func refusesAFileWithAnotherDigest() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w") as a: add(a, name, b"other")"#)
    }

    @Test func refusesANameThatLeavesTheStore() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w") as a: add(a, "../" + name, b"x")"#)
    }

    @Test func refusesAnAbsoluteName() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w") as a: add(a, "/" + name, b"x")"#)
    }

    @Test func refusesASymbolicLink() throws {
        try expectRefusal(
            #"with tarfile.open(sys.argv[1], "w") as a: add(a, name, kind=tarfile.SYMTYPE, link="/etc/passwd")"#)
    }

    @Test func refusesAHardLink() throws {
        try expectRefusal(
            #"with tarfile.open(sys.argv[1], "w") as a: add(a, name, kind=tarfile.LNKTYPE, link="etc/passwd")"#)
    }

    @Test func refusesADevice() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w") as a: add(a, name, kind=tarfile.CHRTYPE)"#)
    }

    @Test func refusesOtherFiles() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w") as a: add(a, "scratch-v1/x", b"x")"#)
    }

    @Test func refusesABomb() throws {
        try expectRefusal(#"with tarfile.open(sys.argv[1], "w:gz") as a: add(a, name, bytes(50 << 20))"#)
    }

    @Test func leavesOutANoteOfAStranger() throws {
        let run = try take(
            #"with tarfile.open(sys.argv[1], "w") as a: add(a, "notes-v1/b/ab/" + name[-62:], b"note 1 x")"#)
        #expect(run.status == 0 && run.output.contains("left out 1 note: `FCLAYER_CACHE_SECRET` is not set"))
    }

    @Test func takesNotesUnderTheirSecretOnly() throws {
        let project = try TestProject()
        func keep(_ arguments: [String], _ store: String, _ secret: String) throws -> Program.Run {
            try Program.fclayer(
                ["cache"] + arguments, in: project.path,
                environment: ["FCLAYER_CACHE": project.path + "/" + store, "FCLAYER_CACHE_SECRET": secret])
        }
        // A note as the store writes it.
        let text = "what stands for what"
        let script = """
            import hashlib, os, sys
            folder, text = sys.argv[1], sys.argv[2].encode()
            os.makedirs(folder)
            with open(folder + "/" + "c" * 62, "wb") as f:
                f.write(b"note 1 " + hashlib.sha256(text).hexdigest().encode() + b"\\n" + text)
            """
        let bucket = "/notes-v1/b/ab"
        #expect(try Program.run("python3", ["-c", script, project.path + "/one" + bucket, text]).status == 0)
        let secret = "correct horse battery staple"
        for arguments in [["export", "a.tar"], ["import", "a.tar"]] {
            let run = try keep(arguments, "one", "short")
            #expect(run.status == 2 && run.errors.contains("cache-setting"), "\(run.errors)")
            #expect(!run.errors.contains("`short`"))
        }
        #expect(try keep(["export", "bare.tar"], "one", "").output.contains("wrote 0 files"))
        #expect(try keep(["export", "a.tar"], "one", secret).output.contains("wrote 1 file,"))
        let stranger = try keep(["import", "a.tar"], "two", secret + ".")
        #expect(stranger.status == 0 && stranger.output.contains("left out 1 note: they were written under another"))
        #expect(project.files(in: "two").filter { $0.count > 60 }.isEmpty)
        #expect(try keep(["import", "a.tar"], "two", secret).output.contains("took 1 file,"))
        #expect(try project.read("two" + bucket + "/" + String(repeating: "c", count: 62)).hasSuffix(text))
        // The same note in another place is not what was proven.
        let move = """
            import sys, tarfile
            with tarfile.open(sys.argv[1]) as old, tarfile.open(sys.argv[2], "w") as new:
                for entry in old:
                    data = old.extractfile(entry)
                    entry.name = entry.name.replace("/ab/", "/ad/")
                    entry.pax_headers = {}
                    new.addfile(entry, data)
            """
        #expect(try Program.run("python3", ["-c", move, project.path + "/a.tar", project.path + "/b.tar"]).status == 0)
        #expect(try keep(["import", "b.tar"], "three", secret).output.contains("left out 1 note"))
    }

    @Test func refusesAnArchiveThatStopsEarly() throws {
        try expectRefusal(
            #"open(sys.argv[1], "wb").write((name + "\0" * 600).encode()[:300])"#)
    }
}
