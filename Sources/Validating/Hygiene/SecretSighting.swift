/// Something in the text of a file that looks like a secret. The secret itself is never kept.
struct SecretSighting: Hashable, Sendable {
    /// The sort of secret.
    enum Kind: Hashable, Sendable {
        /// A private key, with the words of its first line, for example `RSA PRIVATE KEY`.
        case privateKey(String)
        /// A private key behind a passphrase.
        case encryptedKey(String)
        /// An AccessKey ID, masked, with a secret near it.
        case accessKeyPair(String)
        /// An AccessKey ID, masked, alone.
        case accessKeyID(String)
    }

    /// The sort of secret.
    let kind: Kind
    /// Line of the file, from 1.
    let line: Int

    /// Whether it gives access by itself.
    var isWhole: Bool {
        switch kind {
        case .privateKey, .accessKeyPair: true
        case .encryptedKey, .accessKeyID: false
        }
    }

    /// What it is, without the secret.
    var words: String {
        switch kind {
        case .privateKey(let label): "a private key (`\(label)`)"
        case .encryptedKey(let label): "a private key behind a passphrase (`\(label)`)"
        case .accessKeyPair(let masked): "the AccessKey `\(masked)` and a secret beside it"
        case .accessKeyID(let masked): "the AccessKey ID `\(masked)`"
        }
    }
}
