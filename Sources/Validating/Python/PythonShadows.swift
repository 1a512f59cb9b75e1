import FunctionCompute

/// Files at the root of the code that have the name of a module of the standard library.
enum PythonShadows {
    /// Modules that the runtime, the standard library and distributions import by name all the time.
    private static let common: Set<String> = [
        "abc", "argparse", "ast", "asyncio", "base64", "bisect", "calendar", "codecs", "collections", "concurrent",
        "contextlib", "contextvars", "copy", "copyreg", "csv", "dataclasses", "datetime", "decimal", "email", "enum",
        "functools", "glob", "hashlib", "heapq", "hmac", "html", "http", "importlib", "inspect", "io", "json",
        "keyword",
        "linecache", "locale", "logging", "mimetypes", "numbers", "operator", "os", "pathlib", "pickle", "platform",
        "queue", "random", "re", "select", "selectors", "shutil", "signal", "socket", "ssl", "stat", "string", "struct",
        "subprocess", "tempfile", "textwrap", "threading", "token", "tokenize", "traceback", "types", "typing",
        "urllib",
        "uuid", "warnings", "weakref", "xml", "zipfile",
    ]

    static func problems(in view: InstanceView, version: DottedVersion) -> [EntryProblem] {
        guard let code = view.code else { return [] }
        let owners = PythonFileOwners(view: view, searchPath: ["/code"])
        return (code.folders[""] ?? []).compactMap { name in
            let module = name.droppingPython
            let path = module == name ? name + "/__init__.py" : name
            guard common.contains(module), code.files[path] != nil, owners.isOwn("/code/" + path),
                PythonStandardLibrary.span(of: module)?.contains(version) ?? false
            else { return nil }
            return EntryProblem(
                rule: ShadowedModule.description.id,
                message:
                    "`\(path)` has the name of the module `\(module)` of Python itself: whoever imports `\(module)` may get "
                    + "the wrong one", property: "handler", entry: path,
                hint: "rename it, or put it into a package of its own")
        }
    }
}
