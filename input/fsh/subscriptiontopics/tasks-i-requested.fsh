Instance: tasks-i-requested
InstanceOf: SubscriptionTopic
Title: "Tasks I requested"
Description: "For those who ask: a Task that the subscriber requested is new or has changed, so that a Placer follows its order without asking again and again."
Usage: #definition
* title = "Tasks I requested"
* description = "A Task whose requester is the subscriber is new or has changed."
* insert TaskTopic(requester)
