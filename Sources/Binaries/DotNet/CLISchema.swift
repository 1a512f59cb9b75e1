/// The columns of the metadata tables (ECMA-335 II.22; the `…Ptr` tables as compilers with edit-and-continue write them).
enum CLISchema {
    enum Column: Equatable {
        case fixed(Int)
        case string, guid, blob
        case row(CLITable)
        case list(CLITable)
        case coded(Coded)
    }

    /// References into one of several tables: the lower bits tell which (II.24.2.6).
    struct Coded: Equatable {
        let bits: Int
        /// `nil` for tags that nothing may use.
        let tables: [CLITable?]
    }

    static let typeDefOrRef = Coded(bits: 2, tables: [.typeDef, .typeRef, .typeSpec])
    static let hasConstant = Coded(bits: 2, tables: [.field, .param, .property])
    static let hasCustomAttribute = Coded(
        bits: 5,
        tables: [
            .methodDef, .field, .typeRef, .typeDef, .param, .interfaceImpl, .memberRef, .module, .declSecurity,
            .property, .event, .standAloneSig, .moduleRef, .typeSpec, .assembly, .assemblyRef, .file, .exportedType,
            .manifestResource, .genericParam, .genericParamConstraint, .methodSpec,
        ])
    static let hasFieldMarshal = Coded(bits: 1, tables: [.field, .param])
    static let hasDeclSecurity = Coded(bits: 2, tables: [.typeDef, .methodDef, .assembly])
    static let memberRefParent = Coded(bits: 3, tables: [.typeDef, .typeRef, .moduleRef, .methodDef, .typeSpec])
    static let hasSemantics = Coded(bits: 1, tables: [.event, .property])
    static let methodDefOrRef = Coded(bits: 1, tables: [.methodDef, .memberRef])
    static let memberForwarded = Coded(bits: 1, tables: [.field, .methodDef])
    static let implementation = Coded(bits: 2, tables: [.file, .assemblyRef, .exportedType])
    static let customAttributeType = Coded(bits: 3, tables: [nil, nil, .methodDef, .memberRef, nil])
    static let resolutionScope = Coded(bits: 2, tables: [.module, .moduleRef, .assemblyRef, .typeRef])
    static let typeOrMethodDef = Coded(bits: 1, tables: [.typeDef, .methodDef])

    /// The columns of a table in their order.
    static func columns(_ table: CLITable) -> [Column] {
        switch table {
        case .module: [.fixed(2), .string, .guid, .guid, .guid]
        case .typeRef: [.coded(resolutionScope), .string, .string]
        case .typeDef: [.fixed(4), .string, .string, .coded(typeDefOrRef), .list(.field), .list(.methodDef)]
        case .fieldPtr: [.row(.field)]
        case .field: [.fixed(2), .string, .blob]
        case .methodPtr: [.row(.methodDef)]
        case .methodDef: [.fixed(4), .fixed(2), .fixed(2), .string, .blob, .list(.param)]
        case .paramPtr: [.row(.param)]
        case .param: [.fixed(2), .fixed(2), .string]
        case .interfaceImpl: [.row(.typeDef), .coded(typeDefOrRef)]
        case .memberRef: [.coded(memberRefParent), .string, .blob]
        case .constant: [.fixed(2), .coded(hasConstant), .blob]
        case .customAttribute: [.coded(hasCustomAttribute), .coded(customAttributeType), .blob]
        case .fieldMarshal: [.coded(hasFieldMarshal), .blob]
        case .declSecurity: [.fixed(2), .coded(hasDeclSecurity), .blob]
        case .classLayout: [.fixed(2), .fixed(4), .row(.typeDef)]
        case .fieldLayout: [.fixed(4), .row(.field)]
        case .standAloneSig: [.blob]
        case .eventMap: [.row(.typeDef), .list(.event)]
        case .eventPtr: [.row(.event)]
        case .event: [.fixed(2), .string, .coded(typeDefOrRef)]
        case .propertyMap: [.row(.typeDef), .list(.property)]
        case .propertyPtr: [.row(.property)]
        case .property: [.fixed(2), .string, .blob]
        case .methodSemantics: [.fixed(2), .row(.methodDef), .coded(hasSemantics)]
        case .methodImpl: [.row(.typeDef), .coded(methodDefOrRef), .coded(methodDefOrRef)]
        case .moduleRef: [.string]
        case .typeSpec: [.blob]
        case .implMap: [.fixed(2), .coded(memberForwarded), .string, .row(.moduleRef)]
        case .fieldRVA: [.fixed(4), .row(.field)]
        case .encLog: [.fixed(4), .fixed(4)]
        case .encMap: [.fixed(4)]
        case .assembly:
            [.fixed(4), .fixed(2), .fixed(2), .fixed(2), .fixed(2), .fixed(4), .blob, .string, .string]
        case .assemblyProcessor: [.fixed(4)]
        case .assemblyOS: [.fixed(4), .fixed(4), .fixed(4)]
        case .assemblyRef:
            [.fixed(2), .fixed(2), .fixed(2), .fixed(2), .fixed(4), .blob, .string, .string, .blob]
        case .assemblyRefProcessor: [.fixed(4), .row(.assemblyRef)]
        case .assemblyRefOS: [.fixed(4), .fixed(4), .fixed(4), .row(.assemblyRef)]
        case .file: [.fixed(4), .string, .blob]
        case .exportedType: [.fixed(4), .fixed(4), .string, .string, .coded(implementation)]
        case .manifestResource: [.fixed(4), .fixed(4), .string, .coded(implementation)]
        case .nestedClass: [.row(.typeDef), .row(.typeDef)]
        case .genericParam: [.fixed(2), .fixed(2), .coded(typeOrMethodDef), .string]
        case .methodSpec: [.coded(methodDefOrRef), .blob]
        case .genericParamConstraint: [.row(.genericParam), .coded(typeDefOrRef)]
        }
    }
}

/// The metadata tables by their numbers (II.22).
enum CLITable: Int, CaseIterable {
    case module, typeRef, typeDef, fieldPtr, field, methodPtr, methodDef, paramPtr, param, interfaceImpl, memberRef
    case constant, customAttribute, fieldMarshal, declSecurity, classLayout, fieldLayout, standAloneSig, eventMap
    case eventPtr, event, propertyMap, propertyPtr, property, methodSemantics, methodImpl, moduleRef, typeSpec, implMap
    case fieldRVA, encLog, encMap, assembly, assemblyProcessor, assemblyOS, assemblyRef, assemblyRefProcessor
    case assemblyRefOS, file, exportedType, manifestResource, nestedClass, genericParam, methodSpec
    case genericParamConstraint

    /// The table that redirects lists of this one in files of edit-and-continue.
    var pointers: CLITable? {
        switch self {
        case .field: .fieldPtr
        case .methodDef: .methodPtr
        case .param: .paramPtr
        case .event: .eventPtr
        case .property: .propertyPtr
        default: nil
        }
    }
}
