import Foundation
import Testing

extension BareRootTests {
    /// A zip and a layer that any packer could have made, and the same unpacked as an instance has them.
    final class Package {
        private let project: TestProject
        let code: String
        let layers: String?

        /// Packs files with their modes.
        init(_ files: [File], layer: [File] = []) throws {
            project = try TestProject()
            code = try Self.pack(files, "code", project)
            layers = layer.isEmpty ? nil : try Self.pack(layer, "opt", project)
        }

        /// Packs what stands in a folder already.
        init(folder: String) throws {
            project = try TestProject()
            try FileManager.default.copyItem(atPath: folder, toPath: project.path + "/code-in")
            code = try Self.pack([], "code", project)
            layers = nil
        }

        private static func pack(_ files: [File], _ name: String, _ project: TestProject) throws -> String {
            for file in files {
                try project.write("\(name)-in/\(file.path)", file.content)
                try FileManager.default.setAttributes(
                    [.posixPermissions: file.mode], ofItemAtPath: project.path + "/\(name)-in/\(file.path)")
            }
            let zip = try Program.run("zip", ["-qry", "../\(name).zip", "."], in: project.path + "/\(name)-in")
            try #require(zip.status == 0, "\(zip.errors)")
            let unzip = try Program.run("unzip", ["-q", "\(name).zip", "-d", name], in: project.path)
            try #require(unzip.status == 0, "\(unzip.errors)")
            return project.path + "/" + name
        }

        /// The rules of errors and warnings that `fclayer validate` reports of it.
        func rules(runtime: String, handler: String, initializer: String? = nil) throws -> [String] {
            var arguments = ["validate", code + ".zip", "--runtime", runtime, "--handler", handler, "--format", "json"]
            if let initializer { arguments += ["--initializer", initializer] }
            if let layers { arguments += ["--layer", layers + ".zip"] }
            let run = try Program.fclayer(arguments, in: project.path)
            let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            let findings = try #require(document?["findings"] as? [[String: Any]], "\(run.output)\(run.errors)")
            return findings.filter { $0["severity"] as? String != "note" }.compactMap { $0["rule"] as? String }
        }
    }
}
