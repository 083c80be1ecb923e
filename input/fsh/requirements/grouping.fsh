Instance: grouping
InstanceOf: Requirements
Title: "Several Requests together"
Description: "How several Requests go together: by a shared identifier, under one Task, or in an order that has to be kept."
Usage: #definition
* name = "Grouping"
* description = "How several Requests go together: by a shared identifier, under one Task, or in an order that has to be kept."
* insert Theme(Several Requests together)
* actor[+] = Canonical(workflow-engine)
* actor[+] = Canonical(coordinator)
* insert Statement(group-identifier-shared, [[What is written together is marked]], SHALL, placer, order-grouping.html#a-shared-identifier, [[Requests that were written together SHALL share one group identifier, with system and value, where their types have one: requisition of a ServiceRequest, groupIdentifier of others.]])
* insert Statement(group-identifier-no-dependence, [[A group is no sequence]], SHALL, placer, order-grouping.html#a-shared-identifier, [[Requests that share no more than a group identifier SHALL be fulfilled each for itself: that one is rejected, cancelled or late changes nothing about the Tasks of the others.]])
* insert Binds(fulfiller)
* insert Statement(dependence-stated, [[Dependence is stated]], SHALL, placer, order-grouping.html#requests-that-depend-on-each-other, [[Where one Request may be fulfilled only after another, the Placer SHALL say so: by a RequestGroup whose actions relate to each other, or by basedOn.]])
* insert Statement(dependence-kept, [[Dependence is kept]], SHALL, fulfiller, order-grouping.html#requests-that-depend-on-each-other, [[A Task about a Request that depends on another SHALL NOT be in progress before the Task about that other one is completed.]])
* insert Binds(workflow-engine)
* insert Statement(group-task-independent, [[What one Task may hold together]], SHALL, placer, order-grouping.html#one-task-for-several-requests, [[A Group Coordination Task SHALL hold only Requests that are for one subject, are asked of one Fulfiller, and do not depend on each other.]])
* insert Statement(group-focus-union, [[Each Request is named once]], SHALL, placer, order-grouping.html#one-task-for-several-requests, [[A Group Coordination Task SHALL name each of its Requests once: the first in Task.focus, each other one in the focus extension.]])
* insert Statement(group-focus-read, [[All Requests of a group count]], SHALL, fulfiller, order-grouping.html#one-task-for-several-requests, [[A Fulfiller that accepts a Group Coordination Task SHALL treat the Requests in the focus extension as it treats the one in Task.focus.]])
* insert Statement(group-in-progress, [[In progress until all is done]], SHALL, fulfiller, order-grouping.html#one-task-for-several-requests, [[While some Requests of a group are fulfilled and others still to be, its Task SHALL be in progress or on hold, and refer to what there is already by Task.output.]])
* insert Statement(group-partial-status, [[Partial fulfilment is shown]], SHOULD, fulfiller, order-grouping.html#one-task-for-several-requests, [[While some Requests of a group are fulfilled and others still to be, the business status SHOULD be partially-fulfilled.]])
* insert Statement(group-complete, [[Complete when all are]], SHALL, fulfiller, order-grouping.html#one-task-for-several-requests, [[The Task of a group SHALL be completed only when each of its Requests has been fulfilled, or has been ended by the Placer.]])
* insert Statement(group-output-by-request, [[Outputs say what they belong to]], SHALL, fulfiller, order-grouping.html#one-task-for-several-requests, [[Each output of a Group Coordination Task SHALL refer to the Request that it fulfils: by basedOn, or by authorizingPrescription of a dispense.]])
* insert Statement(group-item-ended, [[One of a group can end]], SHALL, placer, order-grouping.html#one-task-for-several-requests, [[To cancel one Request of a group, the Placer SHALL end that Request and leave the Task to the others; once work has begun it asks first, by a Cancellation Request Task whose focus is that Request.]])
* insert Statement(group-item-completed, [[Each Request is closed by itself]], SHALL, placer, order-grouping.html#one-task-for-several-requests, [[The Placer SHALL set to completed those Requests of a group that were fulfilled, and no others.]])
* insert Statement(group-several-fulfillers, [[Each Fulfiller has its Task]], SHALL, placer, order-grouping.html#several-services-for-one-occasion, [[Requests that are asked of different Fulfillers SHALL each have a Coordination Task of their own.]])
* insert Statement(group-overview, [[A Task for the overview]], MAY, placer, order-grouping.html#several-services-for-one-occasion, [[A party that has asked several Fulfillers for parts of one purpose MAY keep a Task of its own for the whole, with the Coordination Tasks pointing to it by partOf.]])
* insert Binds(coordinator)
* insert Statement(group-search, [[A group's Task is found by each Request]], SHOULD, placer, order-grouping.html#one-task-for-several-requests, [[A party that hosts Group Coordination Tasks SHOULD answer searches by group-identifier, and by the search parameter group-focus of this guide, which looks into the focus extension as well.]])
* insert Binds(fulfiller)
