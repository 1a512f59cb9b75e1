import FunctionCompute
import SourceScanners

/// An import that leads nowhere.
struct PythonImportIssue: Sendable {
    /// Why.
    enum Kind: Sendable {
        /// No module of that name where Python looks; the first paths where it would be.
        case missing(lookedFor: [String])
        /// The package is the user's own, the module in it is not there.
        case missingInside(lookedFor: [String])
        /// A part of the name is a file, not a package.
        case notAPackage(String)
        /// The module is there and does not define the name.
        case nameMissing(String, path: String)
        /// `from . import x` in a module that belongs to no package.
        case relativeOutsidePackage
        /// More dots than the package is deep.
        case relativeAboveTop
        /// Part of the standard library of later or earlier versions only; the name in it, if it is one.
        case otherVersion(PythonStandardLibrary.Span, name: String?)
        /// Part of the standard library of other systems.
        case otherSystem
        /// Likely in the runtime's image.
        case likelyPreinstalled
    }

    let kind: Kind
    /// The module as the file names it, dots in front included.
    let module: String
    let site: SourceSite
    let guards: PythonImport.Guards

    /// The first part of the module's name.
    var root: String { String(module.prefix { $0 != "." }) }
    /// The program may run without it.
    var isGuarded: Bool { !guards.isDisjoint(with: [.importError, .condition]) }
}
