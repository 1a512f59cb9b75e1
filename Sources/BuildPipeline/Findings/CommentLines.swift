import Archives
import BuildModel
import FileTrees
import Validating

/// Reads the comments beside findings; each file once.
struct CommentLines {
    let root: String
    let sources: SourceMap
    let zips: [String: String]
    let limit: Int
    private var files: [String: InlineIgnores.Lines] = [:]
    private var archives: [String: ZipDirectory?] = [:]
    private var unknown: [(rule: String, location: Finding.Location)] = []

    init(root: String, sources: SourceMap, zips: [String: String], limit: Int) {
        self.root = root
        self.sources = sources
        self.zips = zips
        self.limit = limit
    }

    mutating func comments(for finding: Finding) -> [InlineIgnore] {
        let location = finding.location
        var found: [InlineIgnore] = []
        if let file = location.file, let line = location.line {
            let path = file.hasPrefix("/") ? file : root + "/" + file
            found += comments(line, in: lines(ofFile: path), at: .init(file: file, line: line))
        }
        if let entry = location.entry, let line = location.entryLine, let package = location.package {
            // What was packed decides, not what the sources have become since.
            let lines = lines(of: entry, in: package)
            var place = Finding.Location(file: location.source, line: location.source == nil ? nil : line)
            place.package = package
            place.entry = entry
            place.entryLine = line
            found += comments(line, in: lines, at: place)
        }
        return found
    }

    /// What is to be said of comments that name rules that there are none of.
    func strangers() -> [Finding] {
        var seen: Set<Finding> = []
        return unknown.map { rule, location in
            Finding(
                rule: "unused-ignore", severity: .note, message: "a comment ignores `\(rule)`, which is no rule",
                location: location, hint: RuleList.nearest(to: rule).map { "did you mean `\($0.id)`?" })
        }.filter { seen.insert($0).inserted }
    }

    private mutating func comments(
        _ line: Int, in lines: InlineIgnores.Lines, at location: Finding.Location
    ) -> [InlineIgnore] {
        let found = InlineIgnores.comments(forLine: line, in: lines)
        for rule in found.flatMap(\.rules) where RuleList.describe(rule) == nil { unknown.append((rule, location)) }
        return found
    }

    private mutating func lines(of entry: String, in package: String) -> InlineIgnores.Lines {
        guard let zip = zips[package] else {
            return lines(ofFile: sources.file(of: entry, in: package) ?? "")
        }
        let key = package + "\u{0}" + entry
        if let known = files[key] { return known }
        if archives[package] == nil { archives[package] = .some(try? ZipDirectory(path: zip, policy: .inspect)) }
        var bytes: [UInt8] = []
        if let directory = archives[package] ?? nil, let entry = directory.entry(named: entry) {
            bytes = (try? directory.bytes(of: entry, limit: limit)) ?? []
        }
        let lines = InlineIgnores.Lines(bytes)
        files[key] = lines
        return lines
    }

    private mutating func lines(ofFile path: String) -> InlineIgnores.Lines {
        if let known = files[path] { return known }
        let lines = InlineIgnores.Lines((try? Files.read(path, limit: limit)) ?? [])
        files[path] = lines
        return lines
    }
}
