// R4 has period, which is executionPeriod: when work was done, not by when it is wanted. The end alone is searched, since a
// period without a start would match every lt.
Instance: task-due
InstanceOf: SearchParameter
Title: "Tasks by due date"
Description: "Finds Tasks by the time until when they should be done, the end of restriction.period; due=lt and the present time gives what is overdue."
Usage: #definition
* insert Search(TaskDue, due, Task, date, [[Finds Tasks by the time until when they should be done, the end of restriction.period; due=lt and the present time gives what is overdue.]])
* expression = "Task.restriction.period.end"
* comparator[+] = #eq
* comparator[+] = #ne
* comparator[+] = #gt
* comparator[+] = #ge
* comparator[+] = #lt
* comparator[+] = #le
