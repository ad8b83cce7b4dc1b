namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>States of a case file item (CMMN 1.1, 8.3).</summary>
public enum CaseFileItemState : byte { Available, Discarded }

/// <summary>Transitions of a case file item (CMMN 1.1, 8.3): each is a standard event (R61).</summary>
public enum CaseFileTransition : byte { Create, Update, Replace, AddChild, RemoveChild, AddReference, RemoveReference, Delete }
