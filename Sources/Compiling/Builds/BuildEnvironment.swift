/// The variables that tools see.
enum BuildEnvironment {
    /// By these one `make` talks to another: fclayer may itself be called by one, whose job server and options are not meant for
    /// the builds here.
    private static let ofMake = ["MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MAKE_TERMERR", "MAKE_TERMOUT"]

    /// The process's own, without fclayer's and without those of an outer `make`.
    static func variables(of environment: [String: String]) -> [String: String] {
        var variables = environment.filter { !$0.key.hasPrefix("FCLAYER_") && !ofMake.contains($0.key) }
        // Compilers and packers that write a time take this one (reproducible-builds.org): 1980-01-01, as in our zips.
        if variables["SOURCE_DATE_EPOCH"] == nil { variables["SOURCE_DATE_EPOCH"] = "315532800" }
        return variables
    }
}
