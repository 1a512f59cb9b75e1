import BuildModel

/// A project as the room `Manifests` hands it on.
enum SampleProject {
    static let requirements = DependencyFile(kind: .requirements, path: "/p/ingest/requirements.txt")

    static func ingest(_ placement: DependencyPlacement = .bundle) -> FunctionDescription {
        FunctionDescription(
            name: "ingest", key: "ingest-key", runtime: "python3.10", handler: "index.handler",
            code: .folder("/p/ingest"), layers: [.local(name: "data-deps", arn: nil), .external(arn: "acs:fc:x")],
            dependencies: placement, dependencyFile: requirements, exclude: ["tests/**"],
            locations: ["code": .init(file: "/p/s.yaml", line: 9), "": .init(file: "/p/s.yaml", line: 3)])
    }

    static func project(
        _ functions: [FunctionDescription] = [ingest()], limits: [String: Int64] = [:], upload: UploadTarget = .init()
    ) -> Project {
        Project(
            root: "/p", document: nil, functions: functions,
            layers: [
                LayerDescription(
                    name: "data-deps", folder: "/p/layers/data-deps", runtimes: ["python3.10", "python3.9"],
                    python: DependencyFile(kind: .requirements, path: "/p/layers/data-deps/requirements.txt"),
                    files: [
                        LayerFile(from: "/p/assets", to: "share/assets"),
                        LayerFile(from: "/p/libx.so", to: "lib", isFolder: false),
                        LayerFile(from: "/p/top.txt", to: "", isFolder: false),
                    ]),
                LayerDescription(name: "unused", folder: "/p/layers/unused", runtimes: ["python3.9"]),
            ], upload: upload, limits: limits)
    }
}
