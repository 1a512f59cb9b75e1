/// A block that is being read.
struct PythonFrame {
    enum Kind {
        case module, function, classBody, block
    }

    /// What the last `if` at a level tested.
    enum Condition {
        case none, other, isMain, isNotMain, isTypeChecking, isNotTypeChecking
    }

    var kind = Kind.module
    /// Depth of the block's lines.
    var column = 0
    var tabColumn = 0
    /// The word that began the block.
    var header = PythonKeyword.none
    var headerText = ""
    /// Name of the function or class.
    var name = ""
    /// Index of the function, class or module block that names go to.
    var scope = 0
    /// The module's binding that the block belongs to.
    var binding: Int?
    var classFacts: PythonClass?
    var isGenerator = false
    var isConditional = false
    /// Why names bound here are none of the module.
    var holder: PythonNested.Holder?
    var guards: PythonImport.Guards = []

    /// State of the statements at this level.
    var condition = Condition.none
    var importsOfTry: Range<Int>?
    var tryStart: Int?
}
