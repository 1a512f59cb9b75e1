/// Finds attributes by the names of their classes. Classes of the same assembly are left out: no compiler but that of
/// the base library defines these attributes itself.
enum CLIAttributes {
    /// The first argument of the assembly's `TargetFrameworkAttribute`.
    static func targetFramework(_ names: inout CLINames) throws(CLIError) -> String? {
        let metadata = names.metadata
        // The reference to the only row of the table of assemblies.
        let assembly = 1 << CLISchema.hasCustomAttribute.bits | 14
        let uses = try uses(ofName: "TargetFrameworkAttribute", "System.Runtime.Versioning", &names)
        guard let use = uses.first(where: { $0.owner == assembly }) else { return nil }
        let blob = try metadata.blob(.customAttribute, use.row, 2, .attribute)
        // A mark of two bytes, then the text; 0xFF instead of a length is a null reference.
        guard try blob.number(at: 0, 2) == 1 else { throw .malformed(.attribute) }
        if try blob.number(at: 2, 1) == 0xFF { return nil }
        let text = try blob.piece(at: 2, count: blob.count - 2, .attribute).blob(at: 0, .attribute)
        try names.pay(text.count)
        return text.wholeText
    }

    /// Rows of methods that compilers made out of `async` ones.
    static func asyncMethods(_ names: inout CLINames) throws(CLIError) -> Set<Int> {
        let uses = try uses(ofName: "AsyncStateMachineAttribute", "System.Runtime.CompilerServices", &names)
        // The tag of methods is zero.
        let methods = uses.filter { $0.owner & (1 << CLISchema.hasCustomAttribute.bits - 1) == 0 }
        return Set(methods.map { $0.owner >> CLISchema.hasCustomAttribute.bits })
    }

    /// Rows of attributes of a class and what each belongs to.
    private static func uses(
        ofName name: String, _ namespace: String, _ names: inout CLINames
    ) throws(CLIError) -> [(row: Int, owner: Int)] {
        let metadata = names.metadata
        var parents: Set<Int> = []
        for row in 0..<metadata.rows(.typeRef) {
            let text = try metadata.text(.typeRef, row + 1, 1)
            try names.pay(text.utf8.count)
            guard text == name, try metadata.text(.typeRef, row + 1, 2) == namespace else { continue }
            parents.insert((row + 1) << CLISchema.memberRefParent.bits | 1)
        }
        if parents.isEmpty { return [] }
        var constructors: Set<Int> = []
        for row in 0..<metadata.rows(.memberRef)
        where parents.contains(try metadata.value(.memberRef, row + 1, 0)) {
            constructors.insert((row + 1) << CLISchema.customAttributeType.bits | 3)
        }
        var found: [(row: Int, owner: Int)] = []
        for row in 0..<metadata.rows(.customAttribute)
        where constructors.contains(try metadata.value(.customAttribute, row + 1, 1)) {
            found.append((row + 1, try metadata.value(.customAttribute, row + 1, 0)))
        }
        return found
    }
}
