import Archives
import BuildModel
import FileTrees
import FunctionCompute

/// Gives a wheel that was built against a release's libraries the tag that says so (PEP 600): `linux_x86_64` promises
/// nothing, and nobody may upload or install such a wheel elsewhere.
struct WheelTagging {
    let target: PythonTarget

    private static let plain = "linux_x86_64"

    /// Path of the wheel with the runtime's newest tag; `nil` if it is pure, or if its binaries do not keep the promise.
    func tagged(_ path: String) throws(StageFailure) -> String? {
        let fileName = AbsolutePath.name(of: path)
        guard let name = WheelName(fileName), name.platforms == [Self.plain],
            let report = try? WheelVerifier.verify(path, fileName: fileName), !report.binaries.isEmpty
        else { return nil }
        let platform = target.debian.newestPlatformTag
        let result =
            AbsolutePath.folder(of: path) + "/" + fileName.dropLast("\(Self.plain).whl".count) + platform + ".whl"
        do throws(ArchiveError) {
            let wheel = try ZipDirectory(path: path)
            for binary in report.binaries {
                guard let entry = wheel.entry(named: binary),
                    BuiltWheelPolicy.problem(
                        in: try wheel.bytes(of: entry, limit: 1 << 30), release: target.debian) == nil
                else { return nil }
            }
            try write(wheel, platform, to: result)
        } catch {
            throw StageFailure(.environment, "disk-failed", "cannot write `\(result)`: \(error)")
        }
        return result
    }

    /// Copies the wheel with other tags in WHEEL and the digest of that file in RECORD.
    private func write(_ wheel: ZipDirectory, _ platform: String, to path: String) throws(ArchiveError) {
        guard let entry = wheel.entries.first(where: { $0.name.hasSuffix(".dist-info/WHEEL") }),
            let record = wheel.entry(named: String(entry.name.dropLast("WHEEL".count)) + "RECORD")
        else { return }
        let tags = lines(try wheel.bytes(of: entry)).map { line in
            line.hasPrefix("Tag: ") && line.hasSuffix("-" + Self.plain)
                ? line.dropLast(Self.plain.count) + platform : line
        }.joined(separator: "\n")
        let bytes = Array(tags.utf8)
        let hash = WheelRecord.hashField(of: FileDigest.sha256(of: bytes))
        let records = lines(try wheel.bytes(of: record, limit: 64 << 20)).map { line in
            line.hasPrefix(entry.name + ",") ? "\(entry.name),\(hash),\(bytes.count)" : line
        }.joined(separator: "\n")
        var writer = try ZipWriter(path: path)
        for member in wheel.entries where !member.isDirectory {
            guard let place = member.path else { continue }
            let content: ZipMember.Content =
                switch member.name {
                case entry.name: .bytes(bytes)
                case record.name: .bytes(Array(records.utf8))
                default: .copied(from: wheel, member)
                }
            writer.add(ZipMember(path: place, isExecutable: member.mode & 0o100 != 0, content: content))
        }
        _ = try writer.finish()
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { String($0) }
    }
}
