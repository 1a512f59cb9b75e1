import BuildModel
import FunctionCompute

/// The projects that the tests of this room report on: the sample of `docs/examples/datahub-to-mysql` and its like.
enum SampleProject {
    static let root = "/home/someone/datahub-to-mysql"

    static let ingest = FunctionDescription(
        name: "datahub-ingest", key: "ingest", runtime: "python3.10", handler: "index.handler",
        hooks: [HookDescription(kind: .initializer, handler: "index.initialize", timeout: 30)],
        code: .folder(root + "/ingest"),
        layers: [.local(name: "data-deps", arn: "acs:fc:cn-hangzhou:123:layers/data-deps/versions/3")],
        environment: ["DB_HOST": "${env('DB_HOST', 'localhost')}"], dependencies: .layer,
        locations: ["": .init(file: "s.yaml", line: 8)], propertiesPath: ["resources", "ingest", "props"])

    static let report = FunctionDescription(
        name: "report", key: "report", runtime: "custom.debian12", handler: "index.handler",
        code: .folder(root + "/report"), layers: [.local(name: "mysql-client", arn: nil)],
        locations: ["": .init(file: "s.yaml", line: 30), "environmentVariables": .init(file: "s.yaml", line: 41)],
        propertiesPath: ["resources", "report", "props"])

    static let document = ManifestValue.mapping([
        .init("edition", .string("3.0.0")), .init("name", .string("datahub-to-mysql")),
        .init("access", .string("default")),
        .init("vars", .mapping([.init("region", .string("cn-hangzhou")), .init("config", .string("./config.json"))])),
        .init(
            "resources",
            .mapping([
                .init(
                    "ingest",
                    .mapping([
                        .init("component", .string("fc3")),
                        .init(
                            "actions",
                            .mapping([
                                .init(
                                    "pre-deploy",
                                    .sequence([
                                        .mapping([.init("run", .string("make"))]),
                                        .mapping([.init("run", .string("make")), .init("path", .string("./ingest"))]),
                                    ]))
                            ])),
                        .init(
                            "props",
                            .mapping([
                                .init("region", .string("${vars.region}")),
                                .init("functionName", .string("datahub-ingest")),
                                .init("runtime", .string("python3.10")), .init("handler", .string("index.handler")),
                                .init("code", .string("./ingest")),
                                .init("description", .string("${file('docs/ingest.txt')}")),
                                .init(
                                    "layers",
                                    .sequence([.string("acs:fc:${vars.region}:123:layers/data-deps/versions/3")])),
                                .init(
                                    "environmentVariables",
                                    .mapping([
                                        .init("DB_HOST", .string("${env('DB_HOST', 'localhost')}")),
                                        .init("DB_PORT", .string("3306")),
                                    ])),
                                .init("someNewKey", .mapping([.init("deep", .sequence([.boolean(true), .null]))])),
                            ])),
                    ])),
                .init(
                    "report",
                    .mapping([
                        .init("component", .string("fc3")),
                        .init(
                            "props",
                            .mapping([
                                .init("region", .string("${vars.region}")), .init("functionName", .string("report")),
                                .init("runtime", .string("custom.debian12")),
                                .init("handler", .string("index.handler")),
                                .init("code", .mapping([.init("src", .string("./report"))])),
                                .init("layers", .sequence([.string("mysql-client")])),
                                .init(
                                    "customRuntimeConfig", .mapping([.init("command", .sequence([.string("./run")]))])),
                            ])),
                    ])),
                .init(
                    "site",
                    .mapping([
                        .init("component", .string("website")),
                        .init(
                            "props",
                            .mapping([.init("codeUri", .string("./site/dist")), .init("index", .string("a.html"))])),
                    ])),
            ])),
    ])

    static let project = Project(
        root: root, document: ManifestDocument(file: root + "/s.yaml", dialect: .fc3, value: document),
        functions: [ingest, report],
        layers: [
            LayerDescription(name: "data-deps", folder: root + "/layers/data-deps", runtimes: ["python3.10"]),
            LayerDescription(
                name: "mysql-client", folder: root + "/layers/mysql-client", runtimes: ["custom.debian12"]),
        ], upload: UploadTarget(region: "cn-hangzhou"))

    static let plan = BuildPlan(
        packages: [
            PackagePlan(
                id: .init(.layer, "data-deps"), runtimes: ["python3.10", "python3.12"],
                ingredients: [
                    .python(
                        PythonDependencies(
                            source: .init(kind: .requirements, path: root + "/layers/data-deps/requirements.txt"),
                            lock: root + "/layers/data-deps/pylock.python3.10.toml", runtime: "python3.10",
                            destination: "python")),
                    .folder(
                        SourceFolder(path: root + "/layers/data-deps/assets", destination: "share", exclude: ["*.md"])),
                ]),
            PackagePlan(id: .init(.layer, "datahub-ingest-deps"), runtimes: ["python3.10"], ingredients: []),
            PackagePlan(id: .init(.layer, "mysql-client"), runtimes: ["custom.debian12"], ingredients: []),
            PackagePlan(
                id: .init(.function, "datahub-ingest"), runtimes: ["python3.10"],
                ingredients: [.folder(SourceFolder(path: root + "/ingest"))]),
            PackagePlan(
                id: .init(.function, "report"), runtimes: ["custom.debian12"],
                ingredients: [.folder(SourceFolder(path: root + "/report")), .file(from: root + "/b", to: "bootstrap")]),
        ],
        functions: [
            FunctionPlan(
                description: ingest, code: .init(.function, "datahub-ingest"),
                layers: ingest.layers + [.local(name: "datahub-ingest-deps", arn: nil)]),
            FunctionPlan(description: report, code: .init(.function, "report"), layers: report.layers),
        ], limits: Limits.limits(region: "cn-hangzhou", route: .oss))

    static let digest = String(repeating: "0123456789abcdef", count: 4)

    static func package(_ id: PackageID, size: Int64 = 31_457_280) throws -> SealedPackage {
        guard let digest = Digest(digest) else { throw SampleError() }
        let package = Package(
            id: id, file: root + "/.fclayer/out/\(id).zip", runtimes: ["python3.10"], zippedSize: size,
            unpackedSize: size * 3, entryCount: 1234,
            components: [
                PackageComponent(
                    name: "numpy", version: "1.26.4", origin: "https://pypi.org/numpy.whl", licence: "BSD-3-Clause",
                    digest: digest, entryCount: 900, zippedSize: 20_000_000, unpackedSize: 60_000_000),
                PackageComponent(name: root + "/ingest", origin: root + "/ingest", entryCount: 3),
            ])
        return SealedPackage(package: package, sums: PackageSums(sha256: digest, crc64: .max))
    }

    struct SampleError: Error {}
}
