package io.streamhouse.engine;

import io.streamhouse.model.EngineReading;

/** Tells how much CPU time an engine has used and for which jobs. */
public interface EngineMeter extends AutoCloseable {

    /**
     * What was used since the meter began, as of now. A meter that begins anew, with its engine, is another object.
     *
     * @throws io.streamhouse.model.ProblemException ENGINE_UNREACHABLE
     */
    EngineReading read();

    @Override
    void close();
}
