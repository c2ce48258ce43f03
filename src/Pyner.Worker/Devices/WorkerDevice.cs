using Pyner.Pipeline;

namespace Pyner.Worker.Devices;

/// <summary>What reads the XML in this worker.</summary>
internal sealed class WorkerDevice
{
    private WorkerDevice(string asked, string name, string indexer, string? substitution, Func<IBatchParser> createParser)
    {
        Asked = asked;
        Name = name;
        Indexer = indexer;
        Substitution = substitution;
        CreateParser = createParser;
    }

    /// <summary>The device asked for: <c>cpu</c>, or a number.</summary>
    public string Asked { get; }

    /// <summary>The device that does the work.</summary>
    public string Name { get; }

    /// <summary>What reads the XML on it, for the status.</summary>
    public string Indexer { get; }

    /// <summary>Why it is not the one asked for; null where it is.</summary>
    public string? Substitution { get; }

    /// <summary>Makes a parser, for one batch at a time.</summary>
    public Func<IBatchParser> CreateParser { get; }

    /// <summary>Finds out what there is for a device.</summary>
    /// <param name="asked"><c>cpu</c>, or a number.</param>
    /// <exception cref="ServiceConfigurationException">No parser can be made for it.</exception>
    public static WorkerDevice Choose(string asked)
    {
        Func<IBatchParser> onProcessor = JobPorts.Default.CreateParser;
        string indexer;
        try
        {
            using IBatchParser parser = onProcessor();
            indexer = parser.Indexer;
        }
        catch (JobException e)
        {
            throw new ServiceConfigurationException(e.Message);
        }
        return asked == "cpu"
            ? new WorkerDevice(asked, "cpu", indexer, null, onProcessor)
            : new WorkerDevice(
                asked, "cpu", $"{indexer}, in place of device {asked}", $"this build of Pyner has nothing that indexes XML on device {asked}", onProcessor);
    }
}
