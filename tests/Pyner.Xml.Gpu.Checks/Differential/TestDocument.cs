using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Checks.Differential;

/// <summary>A document to index on a device and on the host.</summary>
/// <param name="Name">Says what it tests.</param>
/// <param name="Bytes">The document.</param>
/// <param name="Start">Where its index begins.</param>
/// <param name="State">The state there.</param>
public sealed record TestDocument(string Name, byte[] Bytes, int Start = 0, IndexerState State = IndexerState.Content);
