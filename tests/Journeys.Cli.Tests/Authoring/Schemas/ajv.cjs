// Judges files by a JSON Schema 2020-12: node ajv.cjs <schema> <folder>. Prints an object: each JSON file below the folder
// with null when it is valid, or with what ajv objects to.
const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");

const [schemaFile, folder] = process.argv.slice(2);
const Ajv = createRequire(path.join(process.cwd(), "package.json"))("ajv/dist/2020").default;
// "pattern" beside "$ref" and "required" inside "if" are meant; everything else that looks like a slip is refused.
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, "utf8")));

const verdicts = {};
for (const file of fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json"))) {
  const valid = validate(JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));
  const told = valid ? null : validate.errors.map((error) => `${error.instancePath} ${error.message}`).join("; ");
  verdicts[file.split(path.sep).join("/")] = told;
}
console.log(JSON.stringify(verdicts));
