// Sends a case file to the service and reads the typed answer: node recommend.js http://127.0.0.1:8765 case.json [API key]
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Case = components["schemas"]["Case"];

const [address, file, key] = process.argv.slice(2);
if (address === undefined || file === undefined) {
  throw new Error("用法：node recommend.js 服务地址 案件.json [API 密钥]");
}
const client = createClient<paths, "application/json" | "application/problem+json">({
  baseUrl: address,
  headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
});
const body = JSON.parse(readFileSync(file, "utf8")) as Case;

const { data, error } = await client.POST("/v1/recommendations", { body });
if (error !== undefined) {
  for (const problem of error.problems ?? []) console.error(`${problem.code}: ${problem.text}`);
  process.exit(1);
}
const found = await client.GET("/v1/violations/{name}/questions", {
  params: { path: { name: data.violation }, query: { area: data.area, day: body.decided } },
});
console.log(data.status, data.penalty?.text);
console.log(found.data?.map((question) => question.fact).join(" "));
