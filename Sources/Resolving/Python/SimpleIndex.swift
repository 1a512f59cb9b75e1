import BuildModel
import Downloads

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the page of a distribution in an index: HTML (PEP 503) or JSON (PEP 691).
enum SimpleIndex {
    /// A file that an index offers.
    struct Link: Hashable, Sendable {
        var name: String
        var url: String
        var digest: Digest?
        var requiresPython: String?
        var isYanked: Bool

        /// The version by the file's name; `nil` where it has none.
        func version(of distribution: String) -> PythonVersion? {
            if let wheel = WheelName(name) { return PythonVersion(wheel.version) }
            let normal = PythonName.normalised(distribution)
            for suffix in [".tar.gz", ".zip", ".tar.bz2", ".tgz"] where name.hasSuffix(suffix) {
                let stem = name.dropLast(suffix.count)
                for mark in stem.indices where stem[mark] == "-" && PythonName.normalised(stem[..<mark]) == normal {
                    return PythonVersion(stem[stem.index(after: mark)...])
                }
            }
            return nil
        }
    }

    /// The `Accept` header that asks for JSON and takes HTML.
    static let accept =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

    private struct Page: Decodable {
        var files: [File]

        struct File: Decodable {
            var filename: String
            var url: String
            var hashes: [String: String]?
            var requiresPython: String?
            var yanked: Yanked?

            enum CodingKeys: String, CodingKey {
                case filename, url, hashes, yanked
                case requiresPython = "requires-python"
            }
        }

        struct Yanked: Decodable {
            var isYanked: Bool

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                isYanked = (try? container.decode(Bool.self)) ?? true
            }
        }
    }

    /// The files of a page in its order; none if it is neither form. `page` is the URL that relative links count from.
    static func links(in fetched: FetchedPage, page: String) -> [Link] {
        let base = URLText.withoutCredentials(page)
        if fetched.contentType?.contains("json") ?? false {
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(fetched.bytes)) else { return [] }
            return page.files.map { file in
                Link(
                    name: file.filename, url: URLText.resolve(file.url, base: base),
                    digest: file.hashes?["sha256"].flatMap { Digest($0) }, requiresPython: file.requiresPython,
                    isYanked: file.yanked?.isYanked ?? false)
            }
        }
        return anchors(in: String(decoding: fetched.bytes, as: UTF8.self), base: base)
    }

    /// The links of an HTML page.
    static func anchors(in html: String, base: String) -> [Link] {
        var links: [Link] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            guard rest.prefix(2).lowercased().hasPrefix("a"), rest.dropFirst().first?.isWhitespace == true else {
                continue
            }
            guard let end = end(ofTag: rest) else { break }
            let attributes = Self.attributes(rest[..<end].dropFirst())
            rest = rest[rest.index(after: end)...]
            guard let href = attributes["href"], !href.isEmpty else { continue }
            let url = URLText.resolve(String(href.prefix { $0 != "#" }), base: base)
            let fragment = href.firstIndex(of: "#").map { href[href.index(after: $0)...] } ?? ""
            let digest = fragment.split(separator: "&").lazy
                .compactMap { $0.hasPrefix("sha256=") ? Digest(String($0.dropFirst(7))) : nil }.first
            links.append(
                Link(
                    name: URLText.fileName(of: url), url: url, digest: digest,
                    requiresPython: attributes["data-requires-python"], isYanked: attributes["data-yanked"] != nil))
        }
        return links
    }

    /// The `>` that ends a tag: not one inside quotes.
    private static func end(ofTag text: Substring) -> Substring.Index? {
        var quote: Character?
        for index in text.indices {
            let character = text[index]
            if quote == nil, character == ">" { return index }
            if character == "\"" || character == "'" {
                if quote == nil { quote = character } else if quote == character { quote = nil }
            }
        }
        return nil
    }

    private static func attributes(_ text: Substring) -> [String: String] {
        var result: [String: String] = [:]
        var rest = text.drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
            rest = rest[name.endIndex...].drop(while: \.isWhitespace)
            guard rest.first == "=" else {
                if name.isEmpty { break }
                result[name.lowercased()] = ""
                continue
            }
            rest = rest.dropFirst().drop(while: \.isWhitespace)
            let value: Substring
            if let quote = rest.first, quote == "\"" || quote == "'" {
                value = rest.dropFirst().prefix { $0 != quote }
                rest = rest[value.endIndex...].dropFirst().drop(while: \.isWhitespace)
            } else {
                value = rest.prefix { !$0.isWhitespace }
                rest = rest[value.endIndex...].drop(while: \.isWhitespace)
            }
            result[name.lowercased()] = unescaped(value)
        }
        return result
    }

    private static func unescaped(_ text: Substring) -> String {
        var result = String(text)
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            while let range = result.firstRange(of: entity) { result.replaceSubrange(range, with: character) }
        }
        return result
    }
}
