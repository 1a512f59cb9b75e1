import BuildModel
import FileTrees

/// The packages of a function in folders of its own, gone with the value.
final class HostCopy: Sendable {
    /// What stands for `/code`.
    let code: String
    /// What stands for `/opt`, if there are layers.
    let layers: String?
    private let folder: ScratchFolder

    init(of instance: InstanceDescription, in parent: String) throws(StageFailure) {
        do throws(FileTreeError) {
            let folder = try ScratchFolder(in: parent, prefix: "fclayer-invoke-")
            let (code, layers) = (folder.path + "/code", folder.path + "/opt")
            try PackageTrees.unpack([instance.code], to: code)
            if !instance.layers.isEmpty { try PackageTrees.unpack(instance.layers, to: layers) }
            self.code = code
            self.layers = instance.layers.isEmpty ? nil : layers
            self.folder = folder
        } catch {
            throw StageFailure(
                .environment, [Finding(rule: "unpack-failed", severity: .error, message: "\(error)")])
        }
    }
}
