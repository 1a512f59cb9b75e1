import BuildModel
import FunctionCompute
import SourceScanners

/// Words for what keeps a file from compiling.
enum SyntaxObstacles {
    /// What a file that does not compile says, under the rule for it.
    static func problem(_ found: PythonClosure.Obstacle, _ question: EntryQuestion) -> EntryProblem {
        let (rule, text) = reason(found.obstacle)
        let runtime = question.runtime
        let version = runtime.pythonVersion.map { "Python \($0.major).\($0.minor)" } ?? runtime.id
        let place = found.obstacle.place
        let path = question.shown(found.path)
        return EntryProblem(
            rule: rule.id,
            message:
                "`\(path)` line \(place.line), column \(place.column): \(text), and `\(runtime.id)` has \(version): "
                + "the import fails", property: "handler", entry: path, line: place.line)
    }

    private static func reason(_ obstacle: PythonObstacle) -> (RuleDescription, String) {
        switch obstacle {
        case .problem(let problem): (SyntaxError.description, words(problem.kind))
        case .feature(let use):
            if let introduced = use.feature.introduced {
                (SyntaxTooNew.description, "\(name(use.feature)) needs Python \(introduced)")
            } else {
                (SyntaxError.description, "\(name(use.feature)) is Python 2")
            }
        }
    }

    static func name(_ feature: PythonFeature) -> String {
        switch feature {
        case .formattedString: "an f-string"
        case .underscoreInNumber: "`_` in a number"
        case .variableAnnotation: "the annotation of a variable"
        case .assignmentExpression: "`:=`"
        case .positionalOnlyParameter: "`/` among parameters"
        case .parenthesizedWith: "`with` in parentheses"
        case .matchStatement: "`match`"
        case .exceptionGroup: "`except*`"
        case .typeStatement: "`type` as a statement"
        case .typeParameters: "type parameters in `[]`"
        case .nestedQuotesInFormattedString: "an f-string with its own quotes inside"
        case .typeUnion: "`|` between types in an annotation"
        case .templateString: "a t-string"
        case .printStatement: "`print` without parentheses"
        case .execStatement: "`exec` without parentheses"
        case .exceptComma: "`except A, b`"
        case .backquotes: "backquotes"
        case .angleUnequal: "`<>`"
        case .oldOctal: "an octal number without `0o`"
        case .longNumber: "a number that ends in `L`"
        case .rawUnicodeString: "`ur\"…\"`"
        }
    }

    static func words(_ kind: PythonProblem.Kind) -> String {
        switch kind {
        case .unclosedString: "the string that begins here never ends"
        case .unclosedBracket(let bracket): "`\(bracket)` is never closed"
        case .unmatchedBracket(let bracket): "`\(bracket)` closes nothing"
        case .nestedTooDeep: "brackets or blocks are nested too deep"
        case .unexpectedIndent: "the line is indented without reason"
        case .missingBlock(let after): "the block after `\(after)` is missing"
        case .badDedent: "the indentation matches no outer block"
        case .mixedTabs: "tabs and spaces are mixed"
        case .missingColon(let after): "`:` is missing after `\(after)`"
        case .unexpectedToken(let token): "`\(token)` cannot stand here"
        case .invalidCharacter(let character): "the character `\(character)` cannot stand here"
        case .badContinuation: "a backslash stands before the end of the line"
        case .zeroByte: "the file holds a zero byte"
        case .notUTF8: "the file is not UTF-8 and names no other encoding"
        case .contradictoryEncoding(let text): "the encoding of the file contradicts itself (\(text))"
        }
    }
}
