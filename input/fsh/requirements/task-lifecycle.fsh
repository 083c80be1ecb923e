Instance: task-lifecycle
InstanceOf: Requirements
Title: "The Coordination Task and its life"
Description: "What the parties do with the Task that they share."
Usage: #definition
* name = "TaskLifecycle"
* description = "What the parties do with the Task that they share: who creates it, what it is about, who moves it from state to state, and what each state must say."
* insert Theme(The Coordination Task and its life)
* insert Statement(coordination-task-shared, [[A Task is shared]], SHALL, placer, core-concepts.html#the-coordination-task, [[To ask that a Request be fulfilled, the Placer SHALL create a Coordination Task that conforms to the profile and that the Fulfiller can read, or of which it gets a copy.]])
* insert Statement(focus-is-the-request, [[The focus is the Request]], SHALL, placer, core-concepts.html#the-coordination-task, [[The focus of a Coordination Task SHALL be the Request that it asks to fulfil, by a reference that the Fulfiller can resolve or by the Request's business identifier.]])
* insert Statement(task-intent-order, [[The Task is an order]], SHALL, placer, core-concepts.html#the-coordination-task, [[A Coordination Task SHALL have the intent order from its creation on, and keep it.]])
* insert Statement(status-machine, [[Status moves along the state machine]], SHALL, placer, core-concepts.html#three-elements-for-one-state, [[Task.status SHALL change only along the transitions of the guide's Task state machine; a Task that is completed, rejected, failed or cancelled stays so, unless it was entered in error.]])
* insert Binds(fulfiller)
* insert Statement(transition-by-permitted-actor, [[Each move has its actor]], SHALL, placer, core-concepts.html#three-elements-for-one-state, [[A transition of Task.status SHALL be made by an actor that may make it: up to accepted or rejected the candidate, from then on the owner. The Placer SHALL cancel a Task only before it is in progress.]])
* insert Binds(fulfiller)
* insert Statement(status-tracks-fulfilment, [[Status tracks fulfilment]], SHALL, fulfiller, core-concepts.html#three-elements-for-one-state, [[The Fulfiller SHALL bring Task.status up to date whenever it accepts, rejects, begins, halts, resumes or completes the work, and when it has failed at it.]])
* insert Statement(business-status-details, [[Business status tells how far]], SHOULD, fulfiller, core-concepts.html#three-elements-for-one-state, [[The Fulfiller SHOULD tell in Task.businessStatus how far the work has come, with a code of the guide where one fits.]])
* insert Statement(status-reason-stated, [[Reasons are stated]], SHALL, placer, core-concepts.html#three-elements-for-one-state, [[Whoever sets a Task to rejected, failed, cancelled or on-hold SHALL state the reason in Task.statusReason, in the same update.]])
* insert Binds(fulfiller)
* insert Statement(owner-is-responsible, [[The owner is responsible]], SHALL, placer, core-concepts.html#the-coordination-task, [[Task.owner SHALL name the party that is responsible for the Task now; a party that is not named there, and does not become owner in the same update, SHALL take none of the owner's steps.]])
* insert Binds(fulfiller)
* insert Statement(sub-task-part-of, [[Sub-tasks point to the whole]], SHOULD, placer, core-concepts.html#the-coordination-task, [[A Task for a step of the fulfilment SHOULD refer to the Coordination Task by partOf.]])
* insert Binds(fulfiller)
* insert Statement(same-state-on-every-exchange, [[One state over every exchange]], SHALL, placer, core-concepts.html#being-told, [[At the end of a flow, what the parties see of the Request, the Task and its outputs SHALL be the same, whichever exchange the flow ran over.]])
* insert Binds(fulfiller)
