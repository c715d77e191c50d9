// Answers tests of FEEL by feelin, the JavaScript reference of the DMN world: a line of JSON in, an array out. Used by tools/differential.py.
import { unaryTest } from "feelin";
import { createInterface } from "node:readline";

for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).map(([test, value]) => {
    try {
      return unaryTest(test, { "?": value }).value ?? unaryTest(test, { "?": value });
    } catch (error) {
      return `error: ${error.message}`;
    }
  });
  console.log(JSON.stringify(answers));
}
