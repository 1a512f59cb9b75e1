import FunctionCompute

/// What composer is told of the target and of this machine: the same for resolving and for installing.
public struct ComposerSurroundings: Hashable, Sendable, Codable {
    /// What the target has, in the words of `config.platform`: `php`, `php-64bit`, `ext-…`; `nil` is what it has not.
    public var platform: [String: String?]
    /// Whether the PHP of the target is known.
    public var isKnown: Bool
    /// For messages: `PHP 7.2`.
    public var php: String

    /// Whether the extensions of the target are known.
    public var knowsExtensions = false

    /// For a build: what the runtime has, what the project adds and what `composer.json` says itself.
    public init(_ build: ToolBuild, manifest: ComposerManifest) {
        let runtime = PHPPlatform.of(runtime: build.runtime)
        let said = build.choice.platform["php"]
        var version = said ?? runtime?.highest
        // A number more than the sources state: `7.2.7` for 7.2.
        if case .some(.some(let own)) = manifest.platform["php"],
            Self.refines(own, said ?? runtime?.version.description)
        {
            version = own
        }
        isKnown = version != nil
        php = "PHP " + (said ?? runtime?.version.description ?? "of this machine")
        var platform: [String: String?] = [:]
        if let version {
            platform["php"] = version
            platform["php-64bit"] = version
        }
        // Another PHP than the image's has extensions of its own.
        if let runtime, let version, said == nil || Self.refines(said ?? "", runtime.version.description) {
            for name in PHPPlatform.known where runtime.extensions[name] == nil { platform["ext-" + name] = .some(nil) }
            for (name, own) in runtime.extensions { platform["ext-" + name] = own ?? version }
            knowsExtensions = true
        }
        for (name, value) in build.choice.platform where name.hasPrefix("ext-") {
            platform[name] = value == "*" ? version ?? "0" : value
        }
        for (name, value) in manifest.platform where name.hasPrefix("ext-") || name.hasPrefix("lib-") {
            platform[name] = value
        }
        self.platform = platform
    }

    /// Whether an extension is there; `nil` where it is not known.
    public func has(_ name: String) -> Bool? {
        switch platform[name] {
        case .some(.some): true
        case .some(.none): false
        case .none: knowsExtensions ? false : nil
        }
    }

    /// The same in JSON, sorted by name.
    public var json: OrderedJSON {
        .object(
            platform.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.map(OrderedJSON.string) ?? .bool(false)) })
    }

    /// The variables for composer: the user's own, so that repositories and credentials are theirs, without those that would
    /// change what is made.
    public static func environment(
        _ own: [String: String], cache: String, home: String, offline: Bool
    ) -> [String: String] {
        var variables = own
        for name in [
            "COMPOSER", "COMPOSER_VENDOR_DIR", "COMPOSER_BIN_DIR", "COMPOSER_NO_DEV", "COMPOSER_DEV_MODE",
            "COMPOSER_IGNORE_PLATFORM_REQS", "COMPOSER_IGNORE_PLATFORM_REQ", "COMPOSER_PREFER_STABLE",
            "COMPOSER_PREFER_LOWEST", "COMPOSER_MINIMAL_CHANGES", "COMPOSER_RUNTIME_ENV", "COMPOSER_MIRROR_PATH_REPOS",
        ] { variables[name] = nil }
        variables["COMPOSER_MIRROR_PATH_REPOS"] = "1"
        variables["COMPOSER_ALLOW_SUPERUSER"] = "1"
        variables["COMPOSER_NO_INTERACTION"] = "1"
        variables["COMPOSER_NO_AUDIT"] = "1"
        // Its messages are broken into lines of this width.
        variables["COLUMNS"] = "1000"
        variables["COMPOSER_DISABLE_XDEBUG_WARN"] = "1"
        variables["COMPOSER_CACHE_DIR"] = own["COMPOSER_CACHE_DIR"] ?? cache
        // Otherwise the version of a git repository around the project would be asked for.
        variables["COMPOSER_ROOT_VERSION"] = own["COMPOSER_ROOT_VERSION"] ?? "1.0.0+no-version-set"
        if own["HOME"] == nil, own["COMPOSER_HOME"] == nil { variables["COMPOSER_HOME"] = home }
        if offline { variables["COMPOSER_DISABLE_NETWORK"] = "1" }
        return variables
    }

    /// Whether a version is another one with more numbers.
    private static func refines(_ version: String, _ shorter: String?) -> Bool {
        guard let shorter, DottedVersion(version) != nil else { return false }
        return version == shorter || version.hasPrefix(shorter + ".")
    }
}
