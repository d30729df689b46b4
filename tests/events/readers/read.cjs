// What ical.js reads in calendar files: `node read.cjs <folder of ical.js> <file> …` prints a JSON list a file.
const fs = require("node:fs");
const path = require("node:path");

const [folder, ...files] = process.argv.slice(2);
const loaded = require(path.join(folder, "ical.cjs"));
const ICAL = loaded.default ?? loaded;

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const text = (entry, name) => entry.getFirstPropertyValue(name) ?? "";
  const instant = (entry, name) => new Date(text(entry, name).toUnixTime() * 1000).toISOString();
  return calendar.getAllSubcomponents("vevent").map((entry) => ({
    uid: text(entry, "uid"),
    sequence: Number(text(entry, "sequence")),
    status: text(entry, "status"),
    starts: instant(entry, "dtstart"),
    ends: instant(entry, "dtend"),
    summary: text(entry, "summary"),
    description: text(entry, "description"),
    location: text(entry, "location"),
    url: text(entry, "url"),
    method: text(calendar, "method"),
  }));
}

console.log(JSON.stringify(files.map(read)));
