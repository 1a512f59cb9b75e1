import Archives
import FunctionCompute

/// Where the dynamic linker of an instance looks for a library that is asked for by name (ld.so(8)).
struct LibrarySearch: Sendable {
    /// `LD_LIBRARY_PATH` as folders of the instance.
    let variable: [String]
    /// Whether folders are searched whose contents are not known: a mounted disk, or a variable that is not resolved.
    let hasUnknownFolders: Bool
    /// Roots in which a folder may be a symlink, with the view that follows it.
    private let links: InstanceView?

    /// Longer lists than any linker flag makes; the rest is left out and the file is not judged.
    static let mostFolders = 512

    /// - Parameters:
    ///   - environment: The function's own variables: one that is set takes the place of the image's (fc-facts 3.3).
    ///   - adding: Folders that are searched as well.
    init(runtime: Runtime, environment: [String: String], view: InstanceView, adding: [String] = []) {
        let text = environment["LD_LIBRARY_PATH"] ?? runtime.environment["LD_LIBRARY_PATH"] ?? ""
        let hasLinks = ([view.code].compactMap(\.self) + view.layers).contains { $0.hasSymlinks }
        links = hasLinks ? view : nil
        var folders: [String] = []
        var isUnknown = false
        for part in text.split(whereSeparator: { $0 == ":" || $0 == ";" }) where folders.count < Self.mostFolders {
            if part.contains("$") {
                isUnknown = true
                continue
            }
            if let folder = InstanceView.join("/code", String(part)) { folders.append(folder) }
        }
        variable = (folders + adding).map { [links] in Self.real($0, links) }
        hasUnknownFolders =
            isUnknown || variable.contains { !Self.isOfPackages($0) && !Self.isOfImage($0) }
    }

    /// The folders of a run path, for a file in a folder.
    func folders(_ runPath: [String], origin: String) -> [String] {
        var found: [String] = []
        for text in runPath.prefix(Self.mostFolders) {
            for expanded in Self.expand(text, origin: origin) {
                guard let folder = InstanceView.join("/code", expanded) else { continue }
                found.append(Self.real(folder, links))
            }
        }
        return found
    }

    /// A text with the linker's own variables put in: `$LIB` is `lib/x86_64-linux-gnu` on Debian, `$PLATFORM` names the
    /// processor, which may be a newer one.
    static func expand(_ text: String, origin: String) -> [String] {
        guard text.contains("$") else { return [text] }
        var text = text
        for (name, value) in [("ORIGIN", origin), ("LIB", "lib/x86_64-linux-gnu")] {
            text = text.replacing("${\(name)}", with: value).replacing("$\(name)", with: value)
        }
        guard text.contains("PLATFORM") else { return [text] }
        return ["x86_64", "haswell"].map {
            text.replacing("${PLATFORM}", with: $0).replacing("$PLATFORM", with: $0)
        }
    }

    static func isOfPackages(_ folder: String) -> Bool {
        folder == "/code" || folder == "/opt" || folder.hasPrefix("/code/") || folder.hasPrefix("/opt/")
    }

    /// Folders of the image, whose libraries are known or said to be unknown one by one.
    private static func isOfImage(_ folder: String) -> Bool {
        ["/lib", "/usr", "/var/fc", "/var/lang"].contains { folder == $0 || folder.hasPrefix($0 + "/") }
            || folder == "/lib64"
    }

    /// The folder that a path leads to where folders on the way are symlinks.
    private static func real(_ folder: String, _ view: InstanceView?) -> String {
        guard let view, isOfPackages(folder) else { return folder }
        var path = folder
        for _ in 0..<40 {
            guard let next = view.withFirstLinkFollowed(path), next != path else { return path }
            path = next
        }
        return path
    }
}

extension InstanceView {
    /// A path with the first symlink on its way replaced by what it leads to; `nil` where there is none.
    func withFirstLinkFollowed(_ path: String) -> String? {
        let packages = path.hasPrefix("/code") ? [code].compactMap(\.self) : layers
        guard packages.contains(where: \.hasSymlinks) else { return nil }
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 1 else { return nil }
        for end in 2...parts.count {
            let inside = parts[1..<end].joined(separator: "/")
            guard let entry = packages.lazy.compactMap({ $0.files[inside] }).first, entry.isSymlink,
                let target = entry.symlinkTarget,
                let base = Self.join("/" + parts[..<(end - 1)].joined(separator: "/"), target)
            else { continue }
            let rest = parts[end...].joined(separator: "/")
            return rest.isEmpty ? base : base + "/" + rest
        }
        return nil
    }

    /// Where the symlinks of a path lead in the end, as far as the packages tell; a circle stays inside.
    func end(ofLinks path: String) -> String {
        var path = path
        for _ in 0..<40 {
            guard let next = withFirstLinkFollowed(path) else { break }
            path = next
        }
        return path
    }

    /// The path outside of the packages to which a path inside of them leads by symlinks; `nil` where it does not.
    func pathOutside(_ path: String) -> String? {
        var path = path
        for _ in 0..<40 {
            guard LibrarySearch.isOfPackages(path) else { return path }
            guard let next = withFirstLinkFollowed(path) else { return nil }
            path = next
        }
        return nil
    }
}
