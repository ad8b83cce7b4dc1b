namespace JourneyOrchestrator.Workflows.Values;

/// <summary>Kinds of values: CEL's types, and an error as a value (evaluation never throws).</summary>
public enum ValueKind : byte { Null, Bool, Int, UInt, Double, String, Bytes, List, Map, Timestamp, Duration, Type, Optional, Error }
