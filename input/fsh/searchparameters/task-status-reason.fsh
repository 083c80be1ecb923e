Instance: task-status-reason
InstanceOf: SearchParameter
Title: "Tasks by status reason"
Description: "Finds Tasks by why they have their status, e.g. all that are on hold for want of a specimen."
Usage: #definition
* insert Search(TaskStatusReason, status-reason, Task, token, [[Finds Tasks by why they have their status, e.g. all that are on hold for want of a specimen.]])
* expression = "Task.statusReason"
