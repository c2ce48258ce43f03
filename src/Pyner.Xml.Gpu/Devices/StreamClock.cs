using ILGPU.Runtime;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>Measures what a stream does, by marks that its device sets between one thing and the next. Read when the stream is done.</summary>
internal sealed class StreamClock(AcceleratorStream stream) : IDisposable
{
    private readonly List<ProfilingMarker> _marks = [];
    private readonly List<(int Mark, bool IsKernel)> _spans = [];

    /// <summary>What the stream did before, or will not do yet, is not measured.</summary>
    public void Begin() => _marks.Add(stream.AddProfilingMarker());

    /// <summary>A copy ends here that began at the last mark.</summary>
    public void EndCopy() => End(isKernel: false);

    /// <summary>Kernels end here that began at the last mark.</summary>
    public void EndKernels() => End(isKernel: true);

    /// <summary>The times measured.</summary>
    public (TimeSpan Kernels, TimeSpan Copies) Read()
    {
        TimeSpan kernels = default;
        TimeSpan copies = default;
        foreach ((int mark, bool isKernel) in _spans)
        {
            TimeSpan span = _marks[mark].MeasureFrom(_marks[mark - 1]);
            if (isKernel)
                kernels += span;
            else
                copies += span;
        }
        return (kernels, copies);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ProfilingMarker mark in _marks)
            mark.Release();
    }

    private void End(bool isKernel)
    {
        _spans.Add((_marks.Count, isKernel));
        _marks.Add(stream.AddProfilingMarker());
    }
}
