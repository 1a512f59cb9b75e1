import BuildModel
import FunctionCompute

extension StateWriter {
    mutating func append(_ digest: Digest) { append(digest.hexadecimal) }

    mutating func append(_ text: String?) {
        append(text != nil)
        if let text { append(text) }
    }

    mutating func append(_ source: SourceFolder) {
        append(source.path)
        append(source.destination)
        append(source.exclude) { $0.append($1) }
    }

    mutating func append(_ package: Package) {
        append(package.id.kind.rawValue)
        append(package.id.name)
        append(package.file)
        append(package.runtimes) { $0.append($1) }
        for number in [package.zippedSize, package.unpackedSize, Int64(package.entryCount)] {
            append(UInt64(bitPattern: number))
        }
        append(package.components) { $0.append($1) }
        let contents = package.contents
        for flag in [contents.python, contents.nodejs, contents.java, contents.libraries] { append(flag) }
        append(contents.programs.sorted { $0.key < $1.key }) {
            $0.append($1.key)
            $0.append($1.value)
        }
    }

    private mutating func append(_ component: PackageComponent) {
        append(component.name)
        append(component.version)
        append(component.origin)
        append(component.licence)
        append(component.digest?.hexadecimal)
        for number in [Int64(component.entryCount), component.zippedSize, component.unpackedSize] {
            append(UInt64(bitPattern: number))
        }
    }
}

extension StateReader {
    mutating func digest() -> Digest? { text().flatMap(Digest.init) }

    /// A size or a count.
    private mutating func size() -> Int64? { number().flatMap(Int64.init(exactly:)) }

    /// A text that may be missing.
    private mutating func optionalText() -> String?? {
        guard let isThere = flag() else { return nil }
        guard isThere else { return .some(nil) }
        return text().map { .some($0) }
    }

    mutating func source() -> SourceFolder? {
        guard let path = text(), let destination = text(), let exclude = list({ $0.text() }) else { return nil }
        return SourceFolder(path: path, destination: destination, exclude: exclude)
    }

    mutating func package() -> Package? {
        guard let kind = text().flatMap(PackageID.Kind.init), let name = text(), let file = text(),
            let runtimes = list({ $0.text() }), let zipped = size(), let unpacked = size(),
            let entries = size().flatMap(Int.init(exactly:)), let components = list({ $0.component() }),
            let python = flag(), let nodejs = flag(), let java = flag(), let libraries = flag(),
            let programs = list({ reader in
                reader.text().flatMap { name in reader.text().map { (name, $0) } }
            })
        else { return nil }
        return Package(
            id: PackageID(kind, name), file: file, runtimes: runtimes, zippedSize: zipped, unpackedSize: unpacked,
            entryCount: entries, components: components,
            contents: CustomRuntimeEnvironment.LayerContents(
                python: python, nodejs: nodejs, java: java, libraries: libraries,
                programs: Dictionary(programs) { first, _ in first }))
    }

    private mutating func component() -> PackageComponent? {
        guard let name = text(), let version = optionalText(), let origin = text(), let licence = optionalText(),
            let digest = optionalText(), let entries = size().flatMap(Int.init(exactly:)), let zipped = size(),
            let unpacked = size()
        else { return nil }
        return PackageComponent(
            name: name, version: version, origin: origin, licence: licence, digest: digest.flatMap { Digest($0) },
            entryCount: entries, zippedSize: zipped, unpackedSize: unpacked)
    }
}
