import BuildModel
import FileTrees
import FunctionCompute

/// Functions that share their code, or one function without: what is found of them depends on their zips and their description.
struct FunctionGroup: Sendable {
    /// Places in the list of functions.
    let indices: [Int]
    let code: String?
    let question: CheckQuestion

    private struct Text: Encodable {
        struct Layer: Encodable {
            var name: String
            var packageName: String
            var runtimes: [String]?
            var isKnown: Bool
        }

        struct Function: Encodable {
            var plan: FunctionPlan
            var packageName: String
            var layers: [Layer]
        }

        var limits: Limits
        var functions: [Function]
    }

    private init(_ indices: [Int], _ functions: [FunctionUnderTest], _ limits: Limits) {
        self.indices = indices
        let members = indices.map { functions[$0] }
        code = members.first?.code
        let text = Text(
            limits: limits,
            functions: members.map { function in
                Text.Function(
                    plan: function.plan, packageName: function.packageName,
                    layers: function.layers.map {
                        Text.Layer(
                            name: $0.name, packageName: $0.packageName, runtimes: $0.runtimes, isKnown: $0.file != nil)
                    })
            })
        question = CheckQuestion(
            files: [code].compactMap(\.self) + members.flatMap { $0.layers.compactMap(\.file) }, text)
    }

    /// The groups of a list of functions.
    static func all(of functions: [FunctionUnderTest], limits: Limits) async -> [FunctionGroup] {
        var groups: [[Int]] = []
        var places: [String: Int] = [:]
        for (index, function) in functions.enumerated() {
            if let code = function.code, let place = places[code] {
                groups[place].append(index)
            } else {
                if let code = function.code { places[code] = groups.count }
                groups.append([index])
            }
        }
        return await inParallel(groups, limit: 16) { FunctionGroup($0, functions, limits) }
    }
}
