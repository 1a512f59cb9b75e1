import FunctionCompute

/// The version of fclayer.
public enum Version {
    /// What `fclayer --version` prints.
    public static let current = "0.1.0"

    /// Where this program and its pages are on the web, without a slash at the end; reports link to `docs/rules` there.
    static let homepage: String? = nil

    /// Part of every key of a kept result: the version of the tool, of its catalogue and of the state's own form.
    static let stateKey = "\(current)/catalogue \(RuntimeCatalogue.version)/state 9"
}
