extension JavaScriptForm {
    /// What TypeScript, Babel, swc, esbuild, webpack and minifiers make.
    static let compiled = #"""
        === ts: ok function index.js:4
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.handler = void 0;
        const handler = async (event) => { return 1; };
        exports.handler = handler;
        === ts-fn: ok function index.js:4
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.handler = handler;
        async function handler(event, context) {}
        === ts-star: ok function x.js:1
        --- index.js
        "use strict";
        var __createBinding = function(o, m, k, k2) { o[k2||k] = m[k]; };
        var __exportStar = function(m, exports) { for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p); };
        __exportStar(require("./x"), exports);
        --- x.js
        exports.handler = () => {}
        === babel: ok function index.js:6
        "use strict";
        Object.defineProperty(exports, "__esModule", {
          value: true
        });
        exports.handler = void 0;
        var handler = function handler() {};
        exports.handler = handler;
        === babel-chain: ok function index.js:3
        Object.defineProperty(exports, "__esModule", {value: true});
        exports.other = exports.handler = void 0;
        const handler = () => {}; exports.handler = handler;
        === esbuild: ok function index.js:7
        var __defProp = Object.defineProperty;
        var __export = (target, all) => { for (var name in all) __defProp(target, name, { get: all[name], enumerable: true }); };
        var __toCommonJS = (m) => m;
        var src_exports = {};
        __export(src_exports, { handler: () => handler });
        module.exports = __toCommonJS(src_exports);
        var handler = async () => {};
        === webpack: unsure computed
        (()=>{var e={10:(e,t)=>{t.handler=()=>{}}},t={};function __webpack_require__(r){var o=t[r]={exports:{}};e[r](o,o.exports);return o.exports}var n=__webpack_require__(10);module.exports=n})();
        === minified: ok function index.js:1
        "use strict";exports.a=1,exports.handler=async(e,t)=>e?{a:1}:2;
        === umd: unsure computed
        (function (root, factory) { if (typeof exports === "object") module.exports = factory(); else root.x = factory(); })(this, function () { return { handler: function () {} }; });
        === ts-umd: unsure computed
        (function (factory) { if (typeof module === "object" && typeof module.exports === "object") { var v = factory(require, exports); if (v !== undefined) module.exports = v; } })(function (require, exports) { "use strict"; exports.handler = function () {}; });
        === esbuild-min: ok function index.js:1
        var s=Object.defineProperty;var n=(e,t)=>{for(var r in t)s(e,r,{get:t[r],enumerable:!0})};var c=e=>e;var m={};n(m,{handler:()=>f});module.exports=c(m);var f=async()=>{};0&&(module.exports={handler});
        === esbuild-annotated: ok function index.js:6
        var src = {};
        var __export = (t, a) => { for (var k in a) Object.defineProperty(t, k, { get: a[k], enumerable: true }); };
        __export(src, { handler: () => handler });
        var __toCommonJS = (m) => m;
        module.exports = __toCommonJS(src);
        async function handler() {}
        0 && (module.exports = { handler });
        === swc: ok function index.js:5
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        function _export(target, all) { for (var name in all) Object.defineProperty(target, name, { enumerable: true, get: all[name] }); }
        _export(exports, { handler: function () { return handler; } });
        const handler = async () => {};
        === ts-import-star: ok function x.js:1
        --- index.js
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        var __importStar = (m) => m;
        const x = __importStar(require("./x"));
        exports.handler = x.y;
        --- x.js
        exports.y = () => {}
        === babel-star: ok function x.js:1
        --- index.js
        "use strict";
        var _x = require("./x");
        Object.keys(_x).forEach(function (key) {
          if (key === "default" || key === "__esModule") return;
          if (key in exports && exports[key] === _x[key]) return;
          Object.defineProperty(exports, key, { enumerable: true, get: function () { return _x[key]; } });
        });
        --- x.js
        exports.handler = () => {}
        === ts-getter: ok function x.js:1
        --- index.js
        "use strict";
        var x_1 = require("./x");
        Object.defineProperty(exports, "handler", { enumerable: true, get: function () { return x_1.run; } });
        --- x.js
        exports.run = () => {}
        """#
}
