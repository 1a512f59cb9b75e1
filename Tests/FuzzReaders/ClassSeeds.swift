/// Small Java class files, each number where a mutation finds it.
enum ClassSeeds {
    static let all = [file(), file(major: 65, isNested: true)]

    /// An FC handler: `com.example.App implements StreamRequestHandler` with two methods.
    static func file(major: Int = 52, isNested: Bool = false) -> Seed {
        var seed = Seed()
        func put(_ value: Int, _ width: Int = 2) { seed.number(value, width, bigEndian: true) }
        func text(_ text: String) {
            put(1, 1)
            put(text.utf8.count)
            seed.append(text)
        }
        seed.append([0xCA, 0xFE, 0xBA, 0xBE])
        put(0)
        put(major)
        put(22)
        text("com/example/App")
        put(7, 1)
        put(1)
        text("java/lang/Object")
        put(7, 1)
        put(3)
        text("com/aliyun/fc/runtime/StreamRequestHandler")
        put(7, 1)
        put(5)
        text("handleRequest")
        text("(Ljava/io/InputStream;Ljava/io/OutputStream;Lcom/aliyun/fc/runtime/Context;)V")
        text("<init>")
        text("()V")
        text("Signature")
        text("Ljava/lang/Object;Lcom/aliyun/fc/runtime/PojoRequestHandler<Ljava/lang/String;[[I>;")
        text("InnerClasses")
        put(5, 1)
        seed.append([1, 2, 3, 4, 5, 6, 7, 8])
        // A long takes two places: 15 is not used.
        put(12, 1)
        put(7)
        put(8)
        put(10, 1)
        put(2)
        put(16)
        put(15, 1)
        put(6, 1)
        put(17)
        text("Exceptions")
        text("outer\u{7FF}")
        put(8, 1)
        put(20)
        // Flags, this, super, one interface, no fields.
        for value in [0x21, 2, 4, 1, 6, 0, 2] { put(value) }
        for (name, descriptor) in [(9, 10), (7, 8)] {
            for value in [1, name, descriptor, 1, 11] { put(value) }
            put(2, 4)
            put(12)
        }
        put(isNested ? 2 : 1)
        put(11)
        put(2, 4)
        put(12)
        if isNested {
            put(13)
            put(10, 4)
            for value in [1, 2, 4, 7, 9] { put(value) }
        }
        return seed
    }
}
