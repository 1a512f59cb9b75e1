import BuildModel
import FileTrees

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the report of `pip install --report` (pip's "Installation Report", version 1).
enum PipReport {
    private struct Report: Decodable {
        var install: [Item]
    }

    private struct Item: Decodable {
        var download_info: Download
        var is_direct: Bool
        var metadata: Metadata
    }

    private struct Metadata: Decodable {
        var name: String
        var version: String
        var requires_python: String?
    }

    private struct Download: Decodable {
        var url: String
        var subdirectory: String?
        var archive_info: ArchiveInfo?
        var dir_info: FolderInfo?
        var vcs_info: RepositoryInfo?
    }

    private struct ArchiveInfo: Decodable {
        var hash: String?
        var hashes: [String: String]?
    }

    private struct FolderInfo: Decodable {
        var editable: Bool?
    }

    private struct RepositoryInfo: Decodable {
        var vcs: String
        var commit_id: String
    }

    /// The lock that a report describes.
    static func lock(at path: String) throws(StageFailure) -> PyLock {
        let bytes = try asStage { () throws(FileTreeError) in try Files.read(path) }
        let report: Report
        do { report = try JSONDecoder().decode(Report.self, from: Data(bytes)) } catch {
            throw StageFailure(.environment, "resolver-failed", "pip wrote a report that cannot be read: \(error)")
        }
        var lock = PyLock()
        lock.packages = report.install.map(package)
        return lock
    }

    private static func package(_ item: Item) -> PyLockPackage {
        var package = PyLockPackage(name: PythonName.normalised(item.metadata.name))
        package.version = item.metadata.version
        package.requiresPython = item.metadata.requires_python
        let download = item.download_info
        let url = URLText.withoutCredentials(download.url)
        if let folder = download.dir_info, let path = FileURL.path(url) {
            package.directory = .init(
                path: path, isEditable: folder.editable ?? false, subfolder: download.subdirectory)
            package.version = nil
            return package
        }
        if let repository = download.vcs_info {
            package.repository = .init(
                kind: repository.vcs, url: url, commit: repository.commit_id, subfolder: download.subdirectory)
            return package
        }
        let path = FileURL.path(url)
        let hash =
            download.archive_info?.hashes?["sha256"]
            ?? download.archive_info?.hash.flatMap { $0.hasPrefix("sha256=") ? String($0.dropFirst(7)) : nil }
        let file = PyLockFile(
            name: path.map(AbsolutePath.name) ?? URLText.fileName(of: url), url: path == nil ? url : nil, path: path,
            digest: hash.flatMap { Digest($0) }, subfolder: download.subdirectory)
        if item.is_direct {
            package.archive = file
        } else if file.name.hasSuffix(".whl") {
            package.wheels = [file]
        } else {
            package.sdist = file
        }
        return package
    }
}
