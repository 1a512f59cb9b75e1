import Binaries
import Foundation
import Testing

/// The system's own libraries and programs, read by `readelf` and by us.
@Suite(.enabled(if: Tool.path("readelf") != nil, "needs readelf")) struct ELFReadelfJudgeTests {
    @Test func agreesOnSystemLibrariesAndPrograms() throws {
        let files = systemFiles(limit: 500)
        var read = 0
        for batch in stride(from: 0, to: files.count, by: 100).map({ files[$0..<min($0 + 100, files.count)] }) {
            let judged = try ReadelfFacts.read(Array(batch))
            for path in batch {
                let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
                guard BinaryKind(firstBytes: bytes) == .elf, let facts = judged[path] else { continue }
                let file = try ELFFile(bytes: bytes)
                read += 1
                #expect(file.needed == facts.needed, "\(path)")
                #expect(Set(file.versionNeeds.map { "\($0.library) \($0.version)" }) == facts.versions, "\(path)")
                #expect(file.soname == facts.soname, "\(path)")
                #expect(file.interpreter == facts.interpreter, "\(path)")
                #expect(file.rpath + file.runpath == facts.folders, "\(path)")
                #expect(file.buildID == facts.buildID, "\(path)")
                #expect((file.machine == .x86_64) == facts.machine.contains("X86-64"), "\(path)")
                #expect((file.machine == .aarch64) == facts.machine.contains("AArch64"), "\(path)")
                #expect((file.bits == 64) == (facts.format == "ELF64"), "\(path)")
                for prefix in ["GLIBC_", "GLIBCXX_", "CXXABI_"] {
                    let ours = file.highestNeed(prefix: prefix)?.version
                    #expect(ours == facts.highest(prefix), "\(path) \(prefix)")
                }
            }
        }
        #expect(read >= 300, "only \(read) files")
    }

    @Test func namesRealSymbolForEachNeededVersion() throws {
        var checked = 0
        for path in systemFiles(limit: 40) {
            let file = try ELFFile(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
            let listing = try Tool.run("readelf", ["-W", "--dyn-syms", path])
            for need in file.versionNeeds {
                guard let symbol = need.symbol else { continue }
                checked += 1
                #expect(listing.contains(" \(symbol)@\(need.version)"), "\(path) \(symbol)@\(need.version)")
            }
        }
        #expect(checked > 60)
    }
}

/// ELF files of this system: libraries first, then programs.
func systemFiles(limit: Int) -> [String] {
    var files: [String] = []
    let manager = FileManager.default
    let libraries = (try? manager.contentsOfDirectory(atPath: "/usr/lib"))?.filter { $0.hasSuffix("-linux-gnu") } ?? []
    for folder in libraries.sorted().map({ "/usr/lib/\($0)" }) + ["/usr/bin"] {
        var taken = 0
        for name in (try? manager.contentsOfDirectory(atPath: folder))?.sorted() ?? [] where taken < limit / 2 {
            let path = "\(folder)/\(name)"
            guard folder == "/usr/bin" || name.contains(".so"),
                let type = try? manager.attributesOfItem(atPath: path)[.type] as? FileAttributeType,
                type == .typeRegular,
                let handle = FileHandle(forReadingAtPath: path)
            else { continue }
            let head = (try? handle.read(upToCount: 8)) ?? nil
            try? handle.close()
            guard BinaryKind(firstBytes: head ?? Data()) == .elf else { continue }
            files.append(path)
            taken += 1
        }
    }
    return files
}

/// What `readelf` says about a file.
struct ReadelfFacts {
    var format = ""
    var machine = ""
    var needed: [String] = []
    var soname: String?
    var interpreter: String?
    var folders: [String] = []
    var buildID: String?
    var versions: Set<String> = []

    /// Highest version by numbers, taken from the words of `readelf` alone.
    func highest(_ prefix: String) -> String? {
        let names = versions.compactMap { $0.split(separator: " ").last.map(String.init) }
        let numbered = names.compactMap { name -> (String, [Int])? in
            guard name.hasPrefix(prefix) else { return nil }
            let numbers = name.dropFirst(prefix.count).split(separator: ".").map { Int($0) }
            return numbers.contains(nil) ? nil : (name, numbers.compactMap { $0 })
        }
        return numbered.max { $0.1.lexicographicallyPrecedes($1.1) }?.0
    }

    static func read(_ paths: [String]) throws -> [String: ReadelfFacts] {
        let text = try Tool.run("readelf", ["-W", "-h", "-l", "-n", "-d", "-V"] + paths)
        var all: [String: ReadelfFacts] = [:]
        var path = "", library = "", inNeeds = false
        func between(_ line: Substring, _ open: Character, _ close: Character) -> String {
            guard let start = line.firstIndex(of: open), let end = line.lastIndex(of: close), start < end else {
                return ""
            }
            return String(line[line.index(after: start)..<end])
        }
        func after(_ line: Substring, _ word: String) -> String? {
            line.range(of: word).map { line[$0.upperBound...].trimmingCharacters(in: .whitespaces) }
        }
        for line in text.split(separator: "\n") {
            if line.hasPrefix("File: ") {
                path = String(line.dropFirst(6))
                all[path] = ReadelfFacts()
                inNeeds = false
            } else if line.hasPrefix("  Class:") {
                all[path]?.format = after(line, "Class:") ?? ""
            } else if line.hasPrefix("  Machine:") {
                all[path]?.machine = after(line, "Machine:") ?? ""
            } else if line.contains("(NEEDED)") {
                all[path]?.needed.append(between(line, "[", "]"))
            } else if line.contains("(SONAME)") {
                all[path]?.soname = between(line, "[", "]")
            } else if line.contains("(RPATH)") || line.contains("(RUNPATH)") {
                all[path]?.folders += between(line, "[", "]").split(separator: ":").map(String.init)
            } else if let name = after(line, "[Requesting program interpreter: ") {
                all[path]?.interpreter = String(name.dropLast())
            } else if let id = after(line, "Build ID: "), all[path]?.buildID == nil {
                all[path]?.buildID = id
            } else if line.hasPrefix("Version needs section") {
                inNeeds = true
            } else if line.hasPrefix("Version ") || line.hasPrefix("Displaying notes") {
                inNeeds = false
            } else if inNeeds, let rest = after(line, "File: ") {
                library = String(rest.split(separator: " ")[0])
            } else if inNeeds, let rest = after(line, "Name: ") {
                all[path]?.versions.insert("\(library) \(rest.split(separator: " ")[0])")
            }
        }
        return all
    }
}
