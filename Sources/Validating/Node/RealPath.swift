import Archives

extension InstanceView {
    /// The path behind symlinks, in files and in folders on the way; what leads out of the packages or in a circle stays
    /// as it is from there on.
    func realPath(_ path: String) -> String {
        guard code?.hasSymlinks ?? false || layers.contains(where: \.hasSymlinks) else { return path }
        var done = ""
        var waiting = path.split(separator: "/").reversed().map(String.init)
        var links = 0
        while let part = waiting.popLast() {
            let next = done + "/" + part
            guard links < 40, let target = linkTarget(next), let path = Self.join(done, target) else {
                done = next
                continue
            }
            links += 1
            waiting += path.split(separator: "/").reversed().map(String.init)
            done = ""
        }
        return done
    }

    private func linkTarget(_ path: String) -> String? {
        if path.hasPrefix("/code/") { return code?.files[String(path.dropFirst("/code/".count))]?.linkTarget }
        guard path.hasPrefix("/opt/") else { return nil }
        let inside = String(path.dropFirst("/opt/".count))
        return layers.lazy.compactMap { $0.files[inside] }.first?.linkTarget
    }
}

extension ZipEntry {
    fileprivate var linkTarget: String? { isSymlink ? symlinkTarget : nil }
}
