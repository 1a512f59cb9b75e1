/// The environment that Python's tools are run in: the user's, without what would change the result behind our back.
enum ToolVariables {
    /// uv's variables that say how to reach indexes and where caches are.
    private static let uv: Set<String> = [
        "UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_INDEX_STRATEGY",
        "UV_INSECURE_HOST", "UV_SYSTEM_CERTS", "UV_NATIVE_TLS", "UV_HTTP_TIMEOUT", "UV_REQUEST_TIMEOUT",
        "UV_HTTP_CONNECT_TIMEOUT", "UV_HTTP_RETRIES", "UV_CACHE_DIR", "UV_NO_CACHE", "UV_KEYRING_PROVIDER",
        "UV_CONFIG_FILE", "UV_NO_CONFIG", "UV_PYTHON_INSTALL_DIR", "UV_PYTHON_INSTALL_MIRROR", "UV_PYTHON_DOWNLOADS",
        "UV_CONCURRENT_DOWNLOADS", "UV_CONCURRENT_BUILDS", "UV_CREDENTIALS_DIR",
    ]
    private static let pip: Set<String> = [
        "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CERT", "PIP_CLIENT_CERT",
        "PIP_TRUSTED_HOST", "PIP_PROXY", "PIP_TIMEOUT", "PIP_DEFAULT_TIMEOUT", "PIP_RETRIES", "PIP_CACHE_DIR",
        "PIP_NO_CACHE_DIR", "PIP_KEYRING_PROVIDER", "PIP_CONFIG_FILE",
    ]
    private static let removed: Set<String> = [
        "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONOPTIMIZE", "PYTHONWARNINGS",
        "VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__", "PYENV_VERSION",
    ]

    /// The variables for a tool.
    static func cleaned(_ environment: [String: String]) -> [String: String] {
        var result = environment.filter { name, _ in
            if name.hasPrefix("UV_") {
                return uv.contains(name) || name.hasSuffix("_USERNAME") || name.hasSuffix("_PASSWORD")
            }
            if name.hasPrefix("PIP_") { return pip.contains(name) }
            return !removed.contains(name)
        }
        result["PYTHONDONTWRITEBYTECODE"] = "1"
        result["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        result["PIP_NO_INPUT"] = "1"
        result["PIP_NO_COLOR"] = "1"
        result["NO_COLOR"] = "1"
        result["LC_ALL"] = "C.UTF-8"
        return result
    }

    /// The variables for uv, which does not read pip's: the user's mirror counts for both.
    static func forUV(_ environment: [String: String]) -> [String: String] {
        var result = cleaned(environment)
        if result["UV_DEFAULT_INDEX"] == nil, result["UV_INDEX_URL"] == nil, let index = result["PIP_INDEX_URL"] {
            result["UV_DEFAULT_INDEX"] = index
        }
        if result["UV_INDEX"] == nil, result["UV_EXTRA_INDEX_URL"] == nil, let extra = result["PIP_EXTRA_INDEX_URL"] {
            result["UV_INDEX"] = extra
        }
        return result
    }
}
