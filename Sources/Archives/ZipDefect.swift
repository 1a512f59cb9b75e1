/// Something about an archive that a careful reader does not take, or that the reader of a report wants to know.
public struct ZipDefect: Hashable, Sendable {
    /// The sort of defect.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A name is empty.
        case emptyName
        /// A name begins with `/` or a drive letter.
        case absoluteName
        /// A name leaves the package with `..`.
        case nameLeavesPackage
        /// A name has an empty part or a part `.`.
        case nameNotNormal
        /// A name holds a backslash or a control character.
        case nameWithControlCharacter
        /// A name is longer than Linux opens.
        case nameTooLong
        /// A name is not UTF-8.
        case nameNotUTF8
        /// A name is UTF-8 beyond ASCII and the archive does not say so.
        case utf8FlagMissing
        /// A second name in the extra fields differs from the first.
        case secondNameDisagrees
        /// Two entries have one name.
        case duplicateName
        /// Two names differ only by case.
        case caseClash
        /// An entry lies inside another one that is not a folder.
        case entryInsideFile
        /// The local header of an entry says something else than the directory, or is not there.
        case headersDisagree
        /// The name says folder and the mode says something else, or the other way round.
        case kindUnclear
        /// There are bytes before the first entry.
        case leadingBytes
        /// There are bytes behind the end of the archive.
        case trailingBytes
        /// The file has more than one end record that fits.
        case ambiguousEnd
        /// There are bytes between entries that belong to none.
        case unusedBytes
        /// An entry lies in the file that the directory does not list.
        case hiddenEntry
        /// Two entries share bytes of the file.
        case overlappingEntries
        /// An entry is encrypted.
        case encrypted
        /// An entry is compressed by a method other than stored and deflate.
        case unknownMethod
        /// The archive needs the 64-bit records.
        case zip64
        /// An entry is a device, a pipe or a socket.
        case specialFile
        /// An entry has the set-user or set-group bit.
        case setuid
        /// An entry may be written to by everybody.
        case worldWritable
        /// A symlink points out of the package.
        case symlinkLeavesPackage
        /// The target of a symlink cannot be read.
        case symlinkDamaged
        /// An entry claims to unpack to more than its bytes can hold or the bounds allow.
        case implausibleSize
        /// All entries together unpack to more than the bounds allow.
        case totalTooLarge
        /// libzip does not open the archive, or lists other entries.
        case libraryDisagrees

        /// Whether the strict policy refuses an archive for it.
        public var isRefused: Bool {
            switch self {
            case .utf8FlagMissing, .zip64, .worldWritable, .unusedBytes: false
            default: true
            }
        }
    }

    /// The sort of defect.
    public let kind: Kind
    /// The entry that has it, by the name that the archive gives; `nil` if it is about the archive as a whole.
    public let entry: String?
    /// What was found, in words.
    public let detail: String

    /// Makes a defect.
    public init(_ kind: Kind, entry: String? = nil, detail: String) {
        self.kind = kind
        self.entry = entry
        self.detail = detail
    }
}
