namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>A thread of the machine.</summary>
internal sealed class PtxThread
{
    /// <summary>The next instruction; past the last one when the thread has ended.</summary>
    public int Next { get; set; }

    /// <summary>The registers of all kinds, by their numbers in the kernel.</summary>
    public required ulong[] Registers { get; init; }

    /// <summary>The thread's number in its group.</summary>
    public required int Index { get; init; }

    /// <summary>Threads in a group.</summary>
    public required int GroupSize { get; init; }

    /// <summary>The group's number.</summary>
    public required int Group { get; init; }

    /// <summary>Number in the launch, from 1.</summary>
    public int Number => (Group * GroupSize) + Index + 1;

    /// <summary>Whether the thread waits for the others of its group.</summary>
    public bool IsAtBarrier { get; set; }
}
