import BuildModel
import FunctionCompute
import SourceScanners

extension FunctionSubject {
    /// From Python 3.12 on the handler's module may lie in a layer, and the contents of one are not known here.
    func mayBeInUnknownLayer(_ entry: PythonEntry) -> Bool {
        guard case .broken(.moduleMissing) = entry.verdict, hasUnknownLayers else { return false }
        return runtime.pythonVersion.map { $0 >= "3.12" } ?? false
    }

    /// What is missing may be made by actions before deployment.
    var missingSeverity: Finding.Severity? { description.hasPreDeployActions ? .warning : nil }
    /// Words for that.
    var madeBeforeDeployment: String? {
        description.hasPreDeployActions
            ? "if a pre-deploy action makes it, run the action before `fclayer build`: the built zip is what is deployed"
            : nil
    }
}

extension String {
    /// Without `.py`.
    var droppingPython: String { hasSuffix(".py") ? String(dropLast(3)) : self }
}
