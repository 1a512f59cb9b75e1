/// Every runtime of Function Compute. Sources are tags of `docs/sources.md`.
public enum RuntimeCatalogue {
    /// Changes whenever a value of the catalogue changes; part of every build's key.
    public static let version = 1

    /// The runtime of an identifier, or `nil` if the platform has none of that name.
    public static func runtime(_ id: String) -> Runtime? { byIdentifier[id] }

    /// All runtimes in the order of their table: by language, newest first.
    public static let all: [Runtime] = python + nodejs + php + java + dotnet + go + custom

    private static let byIdentifier = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// What the images of fcdocker set, with the folder that D/021 adds for layers.
    private static func environment(_ family: Runtime.Family) -> [String: String] {
        switch family {
        case .dotnet: ["LD_LIBRARY_PATH": "/code/:/code/lib:/code/runtimes/linux-x64/native:/opt/lib"]
        case .php: native.merging(["PHP_INI_SCAN_DIR": "/code/extension:/usr/local/etc/php/conf.d"]) { old, _ in old }
        case .nodejs:
            native.merging(["NODE_PATH": "/usr/local/lib/node_modules:/opt/nodejs/node_modules"]) { old, _ in old }
        case .python, .java, .go, .custom, .container: native
        }
    }

    private static let native = ["LD_LIBRARY_PATH": "/code:/code/lib:/usr/local/lib:/opt/lib"]

    private static let python: [Runtime] = [
        builtIn("python3.12", .python, .bullseye, python: "3.12", beta: true, system: "D/009"),
        builtIn("python3.10", .python, .buster, python: "3.10", system: "D/009", version: "fcdocker, layers"),
        builtIn("python3.9", .python, .stretch, python: "3.9", system: "D/009", version: "fcdocker (3.9.8)"),
        builtIn("python3", .python, .stretch, python: "3.6", system: "D/009", version: "fcdocker (3.6.15)"),
        builtIn(
            "python2.7", .python, .stretch, python: "2.7", system: "fcdocker",
            retirement: .init(noNewFunctions: "2023-06-01", noUpdates: "2024-09-25", successor: "python3.10")),
    ]

    private static let nodejs: [Runtime] = [
        builtIn("nodejs20", .nodejs, .buster, language: "20", system: "D/009"),
        builtIn("nodejs18", .nodejs, .buster, language: "18", system: "D/009"),
        builtIn("nodejs16", .nodejs, .stretch, language: "16.15.1", system: "D/009", version: "fcdocker"),
        builtIn("nodejs14", .nodejs, .stretch, language: "14.18.1", system: "D/009", version: "fcdocker"),
        builtIn("nodejs12", .nodejs, .stretch, language: "12.22.1", system: "D/009", version: "fcdocker"),
        builtIn(
            "nodejs10", .nodejs, .stretch, language: "10.24.1", system: "fcdocker", version: "fcdocker",
            retirement: .init(noNewFunctions: "2024-10-15", noUpdates: "2024-12-15", successor: "nodejs20")),
        builtIn(
            "nodejs8", .nodejs, .stretch, language: "8.17", system: "fcdocker", version: "fcdocker",
            retirement: .init(noNewFunctions: "2024-10-15", noUpdates: "2024-12-15", successor: "nodejs20")),
        builtIn(
            "nodejs6", .nodejs, .stretch, language: "6", system: "D/009 (plan only)",
            retirement: .init(noNewFunctions: "2023-06-01", noUpdates: "2024-09-25", successor: "nodejs20")),
        builtIn(
            "nodejs4.4", .nodejs, .stretch, language: "4.4", system: "D/009 (plan only)",
            retirement: .init(noNewFunctions: "2023-06-01", noUpdates: "2024-09-25", successor: "nodejs20")),
    ]

    private static let php = [builtIn("php7.2", .php, .stretch, language: "7.2", system: "fcdocker")]

    private static let java = [
        builtIn("java11", .java, .stretch, language: "11", system: "fcdocker"),
        builtIn("java8", .java, .stretch, language: "8", system: "fcdocker"),
    ]

    private static let dotnet = [
        builtIn("dotnetcore3.1", .dotnet, .stretch, language: "3.1", system: "D/009"),
        builtIn(
            "dotnetcore2.1", .dotnet, .stretch, language: "2.1", system: "fcdocker",
            retirement: .init(noNewFunctions: "2023-06-01", noUpdates: "2024-09-25", successor: "dotnetcore3.1")),
    ]

    private static let go = [builtIn("go1", .go, .buster, language: "1.17", system: "fcdocker")]

    private static let custom: [Runtime] = [
        custom("custom.debian12", .bookworm, python: "3.11", folder: nil, sources: "fc3, SDK3; Python: funcx.run"),
        custom(
            "custom.debian11", .bullseye, python: "3.12", folder: "/var/fc/lang/python3.12/bin", beta: true,
            sources: "D/009; Python: layers docs/Python312-Aliyun-SDK"),
        custom(
            "custom.debian10", .buster, python: "3.10", folder: "/var/fc/lang/python3.10/bin",
            sources: "D/009; Python: D/068, layers"),
        custom("custom", .stretch, python: "3.7.4", folder: nil, sources: "D/009; Python: H/document_detail/132044"),
        Runtime(
            id: "custom-container", family: .container, debian: nil, pythonVersion: nil, languageVersion: nil,
            interpreterFolder: nil, environment: [:], retirement: nil, isPublicBeta: false, sources: ["id": "fc3"]),
        Runtime(
            id: "micro-sandbox", family: .container, debian: nil, pythonVersion: nil, languageVersion: nil,
            interpreterFolder: nil, environment: [:], retirement: nil, isPublicBeta: false, sources: ["id": "fc3"]),
    ]

    private static func builtIn(
        _ id: String, _ family: Runtime.Family, _ debian: DebianRelease, python: DottedVersion? = nil,
        language: DottedVersion? = nil, beta: Bool = false, system: String, version: String = "the identifier",
        retirement: Runtime.Retirement? = nil
    ) -> Runtime {
        var sources = [
            "id": "fc3", "debian": system, "environment": "fcdocker, D/021", "glibc": "package libc6 of the release",
        ]
        sources[python == nil ? "languageVersion" : "pythonVersion"] = version
        if retirement != nil { sources["retirement"] = "D/009" }
        return Runtime(
            id: id, family: family, debian: debian, pythonVersion: python, languageVersion: language,
            interpreterFolder: nil, environment: environment(family), retirement: retirement, isPublicBeta: beta,
            sources: sources)
    }

    private static func custom(
        _ id: String, _ debian: DebianRelease, python: DottedVersion, folder: String?, beta: Bool = false,
        sources: String
    ) -> Runtime {
        Runtime(
            id: id, family: .custom, debian: debian, pythonVersion: python, languageVersion: nil,
            interpreterFolder: folder,
            environment: [
                "PYTHONPATH": "/code", "FC_SERVER_PORT": "9000", "FC_FUNC_CODE_PATH": "/code",
                "PATH": CustomRuntimeEnvironment.defaultPath, "LD_LIBRARY_PATH": "/code:/code/lib:/usr/local/lib",
            ],
            retirement: nil, isPublicBeta: beta,
            sources: ["id": sources, "debian": sources, "pythonVersion": sources, "environment": "fcdocker, fc3"])
    }
}
