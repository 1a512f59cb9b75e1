import BuildModel

/// The ingredients that ecosystems other than Python and Swift bring.
enum OtherEcosystems {
    /// What goes into the code of a function whose code is a folder: the folder itself, or what is built from it, and its
    /// dependencies where they are bundled.
    static func ingredients(
        of function: FunctionDescription, folder: String, layers: [LayerDescription] = []
    ) -> [Ingredient] {
        var ingredients: [Ingredient] = []
        let isBundled = function.dependencies == .bundle
        if let build = function.build, build.kind == .esbuild {
            let node = function.dependencies == .none ? nil : node(function, inLayer: false)
            ingredients.append(.build(NodeBundle.build(build, of: function, node: node, layers: layers)))
            return ingredients + libraries(of: function, inLayer: false, isBundled)
        }
        if let build = function.build, build.kind != .composer {
            ingredients.append(
                .build(
                    ToolBuild(
                        choice: build, runtime: function.runtime, destination: "",
                        part: isJava(build) && !isBundled ? .code : .all)))
            if build.kind == .go { ingredients.append(.folder(others(beside: build, of: function))) }
        } else {
            var exclude = function.exclude
            // What the locks name comes from the registry, for the runtime; what was installed here is for this machine.
            if let node = function.node, function.dependencies != .none {
                exclude += self.exclude(node, folder: folder)
            }
            if let build = function.build, build.kind == .composer, function.dependencies != .none {
                // Composer's credentials are for this machine alone.
                exclude += ["/\(build.output ?? "vendor")/", "/auth.json"]
            }
            ingredients.append(.folder(SourceFolder(path: folder, exclude: exclude)))
        }
        return ingredients + (isBundled ? dependencies(of: function, inLayer: false) : [])
    }

    /// What a Go program may read when it runs: the files of its folder, without those that only `go` reads. The last word is the
    /// user's, except for the program itself.
    private static func others(beside build: BuildChoice, of function: FunctionDescription) -> SourceFolder {
        let sources = [
            "*.go", "go.mod", "go.sum", "go.work", "go.work.sum", "/vendor/", "testdata/", "*.test", "*.out", "*.exe",
            "*.s", "*.syso", "*.c", "*.cc", "*.cpp", "*.cxx", "*.h", "*.hh", "*.hpp", "*.a",
        ]
        return SourceFolder(
            path: build.folder, exclude: sources + function.exclude + ["/" + (build.output ?? "bootstrap")])
    }

    /// The dependencies of a function, for its code or for a layer of their own.
    static func dependencies(of function: FunctionDescription, inLayer: Bool) -> [Ingredient] {
        var ingredients: [Ingredient] = []
        if let node = node(function, inLayer: inLayer), function.build?.kind != .esbuild {
            ingredients += packages(node, isLayer: inLayer)
        }
        if let build = function.build, build.kind == .composer {
            ingredients.append(
                .build(
                    ToolBuild(
                        choice: build, runtime: function.runtime, destination: inLayer ? "php" : "", isLayer: inLayer)))
        }
        if let build = function.build, isJava(build), inLayer {
            ingredients.append(
                .build(
                    ToolBuild(
                        choice: build, runtime: function.runtime, destination: "java", isLayer: true,
                        part: .dependencies)))
        }
        return ingredients + libraries(of: function, inLayer: inLayer, true)
    }

    /// Whether classes and the jars that they need are made by one tool.
    private static func isJava(_ build: BuildChoice) -> Bool { build.kind == .maven || build.kind == .gradle }

    /// What a layer has.
    static func ingredients(of layer: LayerDescription) -> [Ingredient] {
        guard let runtime = layer.runtimes.first else { return [] }
        var ingredients: [Ingredient] = []
        if let node = layer.node {
            ingredients += packages(
                NodeDependencies(source: node, runtime: runtime, destination: "nodejs"), isLayer: true)
        }
        for build in layer.builds {
            ingredients.append(
                .build(ToolBuild(choice: build, runtime: runtime, destination: place(of: build.kind), isLayer: true)))
        }
        if let debian = layer.debian {
            ingredients.append(.debian(libraries(debian, runtime: runtime, mount: "/opt")))
        }
        return ingredients
    }

    /// Packages of npm, and what runs the install scripts that the user allows.
    private static func packages(_ node: NodeDependencies, isLayer: Bool) -> [Ingredient] {
        let source = node.source
        guard !source.scripts.allow.isEmpty else { return [.node(node)] }
        let lock = source.lock.split(separator: "/").last.map(String.init)
        let choice = BuildChoice(
            kind: .npmScripts, folder: source.folder, target: lock, arguments: source.scripts.allow,
            isOfLayer: isLayer, location: source.scripts.location)
        let build = ToolBuild(
            choice: choice, runtime: node.runtime, destination: node.destination, isLayer: isLayer, node: node)
        return [.node(node), .build(build)]
    }

    /// Where the runtimes look inside a layer (D/021).
    private static func place(of kind: BuildChoice.Kind) -> String {
        switch kind {
        case .composer: "php"
        case .maven, .gradle: "java"
        default: ""
        }
    }

    private static func node(_ function: FunctionDescription, inLayer: Bool) -> NodeDependencies? {
        function.node.map { source in
            let isBuilt = function.build.map { $0.kind != .composer && $0.kind != .esbuild } ?? false
            return NodeDependencies(
                source: source, runtime: function.runtime, destination: inLayer ? "nodejs" : "",
                isInPlace: !inLayer && !isBuilt && function.code == .folder(source.folder))
        }
    }

    /// What npm installs in the code folder and in its workspaces, and what tells it how to: tokens may stand there.
    private static func exclude(_ node: NodeSource, folder: String) -> [String] {
        var patterns = ["/node_modules/", "/.npmrc"]
        for pattern in node.workspaces where node.folder == folder && !pattern.hasPrefix("!") {
            var pattern = pattern[...]
            while pattern.hasPrefix("./") || pattern.hasPrefix("/") {
                pattern = pattern.dropFirst(pattern.hasPrefix("/") ? 1 : 2)
            }
            while pattern.hasSuffix("/") { pattern = pattern.dropLast() }
            patterns += ["/\(pattern)/node_modules/", "/\(pattern)/.npmrc"]
        }
        return patterns
    }

    private static func libraries(
        of function: FunctionDescription, inLayer: Bool, _ isWanted: Bool
    ) -> [Ingredient] {
        guard isWanted, let debian = function.debian else { return [] }
        return [.debian(libraries(debian, runtime: function.runtime, mount: inLayer ? "/opt" : "/code"))]
    }

    private static func libraries(_ source: DebianSource, runtime: String, mount: String) -> DebianLibraries {
        DebianLibraries(
            source: source, runtime: runtime, lock: LockName.path(of: source, runtime: runtime), mount: mount)
    }
}
